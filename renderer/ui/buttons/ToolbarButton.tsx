import type { LucideIcon } from 'lucide-react'
import { type Ref, useId } from 'react'
import { Button } from 'react-aria-components'
import { Tooltip } from './Tooltip.tsx'
import styles from './ToolbarButton.module.css'

export interface ToolbarButtonProps {
  /** The accessible name. */
  readonly name: string
  /** One short word below the icon; it stands in the name too, for those who speak to their computer. */
  readonly label: string
  readonly icon: LucideIcon
  readonly onPress?: () => void
  /** `off`: what it controls is off. `on`: it is at work. `danger`: it ends something. */
  readonly tone?: 'plain' | 'off' | 'on' | 'danger'
  /** A letter that presses the button from anywhere in the call; see features/shortcuts. */
  readonly shortcut?: string
  readonly badge?: number
  /** What the badge counts, in words; describes the button without being part of its name. */
  readonly badgeText?: string
  /** A mark that something needs attention, such as a camera that failed. */
  readonly warn?: boolean
  /** For a button that opens a panel. */
  readonly expanded?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** One control of the call: an icon and, where there is room, a word. */
export function ToolbarButton(props: ToolbarButtonProps) {
  const {
    name,
    label,
    icon: Icon,
    onPress,
    tone = 'plain',
    shortcut,
    badge = 0,
    badgeText,
    warn = false,
  } = props
  const badgeId = useId()
  return (
    <Tooltip text={name} shortcut={shortcut}>
      <Button
        className={styles.button ?? ''}
        aria-label={name}
        data-tone={tone}
        data-shortcut={shortcut}
        {...(badge > 0 && { 'aria-describedby': badgeId })}
        {...(props.expanded !== undefined && { 'aria-expanded': props.expanded })}
        {...(onPress && { onPress })}
        {...(props.ref !== undefined && { ref: props.ref })}
      >
        <span className={styles.icon}>
          <Icon aria-hidden size={20} />
          {badge > 0 && <span className={styles.badge} aria-hidden data-count={badge > 99 ? '99+' : badge} />}
          {warn && (
            <span className={styles.warn} aria-hidden>
              !
            </span>
          )}
        </span>
        <span className={styles.label} aria-hidden>
          {label}
        </span>
        {badge > 0 && (
          <span id={badgeId} hidden>
            {badgeText}
          </span>
        )}
      </Button>
    </Tooltip>
  )
}
