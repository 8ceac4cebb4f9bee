import type { ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import styles from './Tooltip.module.css'

export interface TooltipProps {
  /** The trigger: one button. */
  readonly children: ReactNode
  readonly text: string
  /** The key that does the same. */
  readonly shortcut?: string | undefined
}

/** A few words beside a button on hover or focus. They only repeat its name, so they are hidden from readers. */
export function Tooltip({ children, text, shortcut }: TooltipProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={0}>
      {children}
      <AriaTooltip className={styles.hint ?? ''} offset={8}>
        <span aria-hidden>
          <span>{text}</span>
          {shortcut !== undefined && <kbd className={styles.key}>{shortcut.toUpperCase()}</kbd>}
        </span>
      </AriaTooltip>
    </TooltipTrigger>
  )
}
