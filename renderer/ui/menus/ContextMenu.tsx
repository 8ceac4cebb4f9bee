import { useRef } from 'react'
import { Popover } from 'react-aria-components'
import { type MenuAction, Menu, type MenuProps } from './Menu.tsx'
import styles from './Menu.module.css'

export interface ContextMenuProps extends MenuProps {
  /** What the menu belongs to; it gets the focus back. */
  readonly anchor: HTMLElement
  readonly onClose: () => void
}

/** A menu beside something that is there many times: one menu for all of them, not one for each. */
export function ContextMenu({ anchor, name, actions, onClose }: ContextMenuProps) {
  const trigger = useRef(anchor)
  const chosen = useRef<MenuAction | null>(null)
  const close = () => {
    onClose()
    const action = chosen.current
    chosen.current = null
    // With the menu gone, so that a dialog that this opens gives the focus back to the anchor, and not to the menu.
    queueMicrotask(() => {
      anchor.focus()
      action?.run()
    })
  }
  return (
    <Popover
      className={styles.popover ?? ''}
      aria-label={name}
      triggerRef={trigger}
      placement="bottom end"
      isOpen
      onOpenChange={(open) => {
        if (!open) close()
      }}
    >
      <Menu
        name={name}
        actions={actions.map(
          (action) =>
            action && {
              ...action,
              run: () => {
                chosen.current = action
              },
            },
        )}
        onClose={close}
      />
    </Popover>
  )
}
