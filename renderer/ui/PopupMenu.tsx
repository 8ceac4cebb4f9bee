import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import styles from './PopupMenu.module.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly danger?: boolean
  readonly shortcut?: string
  readonly run: () => void
}

export interface PopupMenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement
  readonly name: string
  /** Actions as they stand; a null is an action that the person may not take, and is not shown. */
  readonly actions: readonly (MenuAction | null)[]
}

/** A button with a menu of actions. */
export function PopupMenu({ trigger, name, actions }: PopupMenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''}>
        <Menu aria-label={name} className={styles.menu ?? ''}>
          {actions
            .filter((action) => action !== null)
            .map(({ id, label, icon: Icon, danger = false, shortcut, run }) => (
              <MenuItem
                key={id}
                id={id}
                className={styles.item ?? ''}
                data-danger={danger || undefined}
                textValue={label}
                aria-label={label}
                onAction={run}
              >
                {Icon !== undefined && <Icon aria-hidden size={18} />}
                <span className={styles.label}>{label}</span>
                {shortcut !== undefined && (
                  <kbd aria-hidden className={styles.key}>
                    {shortcut.toUpperCase()}
                  </kbd>
                )}
              </MenuItem>
            ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
