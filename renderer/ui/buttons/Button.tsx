import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import styles from './Button.module.css'
import { Spinner } from '../messages/Spinner.tsx'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  readonly look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  readonly size?: 'small' | 'medium' | 'large'
  readonly icon?: LucideIcon
  readonly type?: 'button' | 'submit'
  /** Shows that the press is being worked on, and takes no further one; a form must look for itself. */
  readonly pending?: boolean
  readonly disabled?: boolean
  readonly wide?: boolean
  readonly autoFocus?: boolean
  /** A letter that presses the button from anywhere in the call. */
  readonly shortcut?: string
}

/** A button with words on it. */
export function Button({
  children,
  onPress,
  look = 'secondary',
  size = 'medium',
  icon: Icon,
  type = 'button',
  pending = false,
  disabled = false,
  wide = false,
  autoFocus = false,
  shortcut,
}: ButtonProps) {
  return (
    <AriaButton
      className={styles.button ?? ''}
      data-look={look}
      data-size={size}
      data-wide={wide || undefined}
      data-shortcut={shortcut}
      type={type}
      // Not react-aria's own `isPending`: it announces a progress bar that a button of ours does not have.
      data-pending={pending || undefined}
      isDisabled={disabled}
      autoFocus={autoFocus}
      {...(onPress && !pending && { onPress })}
    >
      {pending ? <Spinner /> : Icon !== undefined && <Icon aria-hidden size={size === 'small' ? 16 : 18} />}
      <span className={styles.words}>{children}</span>
    </AriaButton>
  )
}
