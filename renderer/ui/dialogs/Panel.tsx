import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../buttons/IconButton.tsx'
import { isComposing } from '../inputs/isComposing.ts'
import styles from './Panel.module.css'

export interface PanelProps {
  readonly title: string
  readonly closeName: string
  readonly onClose: () => void
  readonly children: ReactNode
}

/** What stands beside the pictures; on a phone it covers them. */
export function Panel({ title, closeName, onClose, children }: PanelProps) {
  return (
    <aside
      className={styles.panel}
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isComposing(event)) onClose()
      }}
    >
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        <IconButton name={closeName} icon={X} onPress={onClose} />
      </header>
      {children}
    </aside>
  )
}
