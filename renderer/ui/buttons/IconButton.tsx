import type { LucideIcon } from 'lucide-react'
import { Button } from 'react-aria-components'
import { Tooltip } from './Tooltip.tsx'
import styles from './IconButton.module.css'

export interface IconButtonProps {
  /** The accessible name, shown as a hint too. */
  readonly name: string
  readonly icon: LucideIcon
  readonly onPress?: () => void
  /** `round` lies on a picture; `plain` on a surface. */
  readonly look?: 'plain' | 'round'
  /** Says that what the button controls is off, such as a muted microphone. */
  readonly off?: boolean
  readonly shortcut?: string
  readonly type?: 'button' | 'submit'
}

/** A button with an icon only. */
export function IconButton({
  name,
  icon: Icon,
  onPress,
  look = 'plain',
  off = false,
  shortcut,
  type = 'button',
}: IconButtonProps) {
  return (
    <Tooltip text={name} shortcut={shortcut}>
      <Button
        className={styles.button ?? ''}
        aria-label={name}
        type={type}
        data-look={look}
        data-off={off || undefined}
        data-shortcut={shortcut}
        {...(onPress && { onPress })}
      >
        <Icon aria-hidden size={look === 'round' ? 22 : 18} />
      </Button>
    </Tooltip>
  )
}
