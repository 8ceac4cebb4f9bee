import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import styles from './Toasts.module.css'
import { useToasts } from './toastContext.ts'

/**
 * The one live region of the window. It is there before its first message, because readers only announce what
 * changes in a region that they know.
 */
export function Toasts() {
  const toasts = useStore(useToasts().store)
  return createPortal(
    // The attribute keeps the region readable while a modal dialog hides everything else.
    <div className={styles.region} role="status" aria-live="polite" data-react-aria-top-layer="true">
      {toasts.map((toast) => (
        <div key={toast.id} className={styles.toast}>
          {toast.text}
        </div>
      ))}
    </div>,
    document.body,
  )
}
