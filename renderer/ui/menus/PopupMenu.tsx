import type { ReactElement } from 'react'
import { MenuTrigger, Popover } from 'react-aria-components'
import { Menu, type MenuProps } from './Menu.tsx'
import styles from './Menu.module.css'

export interface PopupMenuProps extends Omit<MenuProps, 'onClose'> {
  /** The button that opens it. */
  readonly trigger: ReactElement
}

/** A button with a menu of actions. */
export function PopupMenu({ trigger, name, actions }: PopupMenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ''}>
        <Menu name={name} actions={actions} />
      </Popover>
    </MenuTrigger>
  )
}
