import { Button } from 'react-aria-components'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import styles from './Toasts.module.css'
import { useToasts } from './toastContext.ts'
import { IsolatedText } from './IsolatedText.tsx'

/**
 * The one live region of the window. It is there before its first message, because readers only announce what
 * changes in a region that they know.
 */
export function Toasts() {
  const queue = useToasts()
  const toasts = useStore(queue.store)
  return createPortal(
    // The attribute keeps the region readable while a modal dialog hides everything else.
    <div className={styles.region} role="status" aria-live="polite" data-react-aria-top-layer="true">
      {toasts.map((toast) => (
        <div key={toast.id} className={toast.spoken ? styles.spoken : styles.toast}>
          <span>
            <IsolatedText text={toast.text} />
          </span>
          {toast.action !== null && (
            <Button
              className={styles.action ?? ''}
              onPress={() => {
                toast.action?.run()
                queue.dismiss(toast.id)
              }}
            >
              {toast.action.label}
            </Button>
          )}
        </div>
      ))}
    </div>,
    document.body,
  )
}
