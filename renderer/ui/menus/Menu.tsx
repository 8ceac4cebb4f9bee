import type { LucideIcon } from 'lucide-react'
import { Menu as AriaMenu, MenuItem } from 'react-aria-components'
import styles from './Menu.module.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly danger?: boolean
  readonly shortcut?: string
  /** A line above parts it from what goes before. */
  readonly apart?: boolean
  readonly run: () => void
}

export interface MenuProps {
  readonly name: string
  /** Actions as they stand; a null is an action that the person may not take, and is not shown. */
  readonly actions: readonly (MenuAction | null)[]
  /** For a menu without a trigger of its own. */
  readonly onClose?: () => void
}

/** Without a trigger, the library's own way would give the focus to the menu, and to none of its actions. */
function focusOnce(item: Element | null): void {
  if (item instanceof HTMLElement) item.focus({ preventScroll: true })
}

/** The actions of a menu, one below the other. */
export function Menu({ name, actions, onClose }: MenuProps) {
  return (
    <AriaMenu aria-label={name} className={styles.menu ?? ''} {...(onClose && { onClose })}>
      {actions
        .filter((action) => action !== null)
        .map(({ id, label, icon: Icon, danger = false, apart = false, shortcut, run }, index) => (
          <MenuItem
            key={id}
            id={id}
            {...(onClose && index === 0 && { ref: focusOnce })}
            className={styles.item ?? ''}
            data-danger={danger || undefined}
            data-apart={apart || undefined}
            textValue={label}
            aria-label={label}
            onAction={run}
          >
            {Icon !== undefined && <Icon aria-hidden size={18} />}
            <span className={styles.label}>{label}</span>
            {shortcut !== undefined && (
              <kbd aria-hidden className={styles.key} data-key={shortcut.toUpperCase()} />
            )}
          </MenuItem>
        ))}
    </AriaMenu>
  )
}
