import type { ReactNode } from 'react'
import { Toolbar } from 'react-aria-components'
import styles from './ControlBar.module.css'

/** A toolbar: one stop for the Tab key, arrow keys within. What it turns off is live only while the bar is there: `data-live`. */
export function ControlBar({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <Toolbar aria-label={name} className={styles.bar ?? ''} data-live>
      {children}
    </Toolbar>
  )
}
