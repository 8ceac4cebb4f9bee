import type { ReactNode } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components'
import styles from './Toolbar.module.css'

/** A toolbar: one stop for the Tab key, arrow keys within. What it turns off is live only while the bar is there: `data-live`. */
export function Toolbar({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <AriaToolbar aria-label={name} className={styles.bar ?? ''} data-live>
      {children}
    </AriaToolbar>
  )
}
