import type { LucideIcon } from 'lucide-react'
import { useState } from 'react'
import { ContextMenu } from './ContextMenu.tsx'
import styles from '../buttons/IconButton.module.css'
import type { MenuAction } from './Menu.tsx'

export interface MenuButtonProps {
  /** The accessible name of the button and of its menu, shown as a hint too. */
  readonly name: string
  readonly icon: LucideIcon
  /** Asked for while the menu is open. */
  readonly actions: () => readonly (MenuAction | null)[]
}

/** A button with a menu that is only made when it opens: for rows of which there may be hundreds. */
export function MenuButton({ name, icon: Icon, actions }: MenuButtonProps) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <button
        type="button"
        className={styles.button}
        aria-label={name}
        title={name}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <Icon aria-hidden size={18} />
      </button>
      {anchor !== null && (
        <ContextMenu name={name} anchor={anchor} actions={actions()} onClose={() => setAnchor(null)} />
      )}
    </>
  )
}
