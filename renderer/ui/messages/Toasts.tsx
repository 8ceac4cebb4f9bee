import { type FocusEvent, useCallback, useLayoutEffect, useRef } from 'react'
import { Button } from 'react-aria-components'
import { createPortal } from 'react-dom'
import { useStore } from 'zustand'
import { IsolatedText } from '../names/IsolatedText.tsx'
import type { Toast } from './ToastQueue.ts'
import { takeLostFocus } from '../takeLostFocus.ts'
import styles from './Toasts.module.css'
import { useToasts } from './useToasts.ts'

/**
 * The one live region of the window. It is there before its first message, because readers only announce what
 * changes in a region that they know.
 */
export function Toasts() {
  const queue = useToasts()
  const toasts = useStore(queue.store)
  const region = useRef<HTMLDivElement>(null)
  const before = useRef<EventTarget | null>(null)
  const onFocus = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (relatedTarget instanceof Node && !currentTarget.contains(relatedTarget))
      before.current = relatedTarget
  }
  // To the next question, or to where the focus was before it came to the first.
  const moveFocus = useCallback(() => {
    const next = region.current?.querySelector('button') ?? before.current
    if (next instanceof HTMLElement) takeLostFocus(next)
  }, [])
  return createPortal(
    <div
      ref={region}
      className={styles.region}
      role="status"
      aria-live="polite"
      // Keeps the region readable while a modal dialog hides everything else.
      data-react-aria-top-layer="true"
      onFocus={onFocus}
    >
      {toasts.map((toast) => (
        <ToastView
          key={toast.id}
          toast={toast}
          onDone={() => queue.dismiss(toast.id)}
          onFocusGone={moveFocus}
        />
      ))}
    </div>,
    document.body,
  )
}

interface ToastViewProps {
  readonly toast: Toast
  readonly onDone: () => void
  /** The message has gone, and had the focus. The same function at each drawing. */
  readonly onFocusGone: () => void
}

function ToastView({ toast: { text, action, spoken }, onDone, onFocusGone }: ToastViewProps) {
  const view = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const { current: element } = view
    return () => {
      // Not before React listens again: the toolbar wants to know where the focus comes from.
      if (element?.contains(document.activeElement) === true) queueMicrotask(onFocusGone)
    }
  }, [onFocusGone])
  return (
    <div ref={view} className={spoken ? styles.spoken : styles.toast}>
      <span>
        <IsolatedText text={text} />
      </span>
      {action !== null && (
        <Button
          className={styles.action ?? ''}
          onPress={() => {
            action.run()
            onDone()
          }}
        >
          {action.label}
        </Button>
      )}
    </div>
  )
}
