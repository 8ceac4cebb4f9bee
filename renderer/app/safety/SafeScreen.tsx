import { type CSSProperties, useSyncExternalStore } from 'react'
import { RemoteAudio } from '../../call/stage/audio/RemoteAudio.tsx'
import { en } from '../../locales/en.ts'
import { ErrorBoundary } from '../../ui/failures/ErrorBoundary.tsx'
import { takeLostFocus } from '../../ui/takeLostFocus.ts'
import type { AppNavigator } from '../AppNavigator.ts'
import { SafeButton, SafeControls } from './SafeControls.tsx'

export interface SafeScreenProps {
  readonly model: AppNavigator
  /** Draws the page anew. */
  readonly onAgain: () => void
}

const PAGE: CSSProperties = {
  minHeight: '100%',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  gap: 16,
  padding: 24,
  textAlign: 'center',
  background: 'var(--page, Canvas)',
  color: 'var(--text, CanvasText)',
}
const TITLE: CSSProperties = { fontSize: '1.25rem', fontWeight: 620 }

/** The whole page has failed: what that means, Mute and Leave where we are live, and a way to draw it anew. */
export function SafeScreen({ model, onAgain }: SafeScreenProps) {
  const { subscribe, getState } = model.store
  const screen = useSyncExternalStore(subscribe, () => getState().screen)
  const { failure } = en
  const leave = () => {
    model.home()
    onAgain()
  }
  return (
    <main style={PAGE} tabIndex={-1} ref={takeLostFocus}>
      <h1 style={TITLE}>{failure.page}</h1>
      <p role="alert">{screen.kind === 'meeting' ? failure.callText : failure.pageText}</p>
      {screen.kind === 'meeting' ? (
        <>
          <SafeControls media={screen.media} onLeave={leave} onAgain={onAgain} />
          <ErrorBoundary part="sound" fallback={() => null}>
            <RemoteAudio meeting={screen.meeting} media={screen.media} />
          </ErrorBoundary>
        </>
      ) : (
        <SafeButton onPress={onAgain}>{failure.again}</SafeButton>
      )}
    </main>
  )
}
