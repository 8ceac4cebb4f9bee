import { type ReactNode, useDeferredValue } from 'react'
import { useStore } from 'zustand'
import { type Session, roomOf } from '../session/Session.ts'
import styles from './CallLayer.module.css'

export interface CallLayerProps {
  readonly meeting: Session
  readonly children: ReactNode
}

/**
 * The call, drawn and laid out behind the lobby while there is nothing else to do, where nobody sees, hears or reaches it: on
 * the way in, only the people have to be added.
 */
export function CallLayer({ meeting, children }: CallLayerProps) {
  const joined = useStore(meeting.store, (state) => roomOf(state) !== null)
  const connecting = useStore(meeting.store, ({ phase }) => phase.kind === 'connecting')
  // What the person sees before comes first.
  const drawn = useDeferredValue(!connecting, false)
  if (!drawn && !joined) return null
  return (
    <div
      className={styles.layer}
      inert={!joined}
      data-behind={!joined || undefined}
      aria-hidden={!joined || undefined}
      style={{ visibility: joined ? undefined : 'hidden' }}
    >
      {children}
    </div>
  )
}
