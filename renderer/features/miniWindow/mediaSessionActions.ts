import type { LocalMedia } from '../../media/LocalMedia.ts'
import { showsOn } from '../../media/devices/showsOn.ts'

type CallAction = 'togglemicrophone' | 'togglecamera' | 'hangup'

declare global {
  /** Browsers know more about calls than the types do. */
  interface MediaSession {
    setActionHandler(action: CallAction, handler: MediaSessionActionHandler | null): void
  }
}

/**
 * Answers the browser's own buttons for a call, as far as it has them.
 *
 * @returns what ends it.
 */
export function mediaSessionActions(media: LocalMedia, onLeave: () => void): () => void {
  const { mediaSession: session }: { mediaSession?: MediaSession } = navigator
  if (session === undefined) return () => undefined
  const isOn = (source: 'microphone' | 'camera') => showsOn(media.store.getState()[source])
  const toggle = (source: 'microphone' | 'camera') => media.setOn(source, !isOn(source))
  const handlers = {
    togglemicrophone: () => toggle('microphone'),
    togglecamera: () => toggle('camera'),
    hangup: onLeave,
  } as const
  const actions = Object.keys(handlers) as (keyof typeof handlers)[]
  for (const action of actions) answer(session, action, handlers[action])
  const follow = () => {
    const marks: Partial<Pick<MediaSession, 'setMicrophoneActive' | 'setCameraActive'>> = session
    // What a browser does not show needs no mark.
    void marks.setMicrophoneActive?.call(session, isOn('microphone'))
    void marks.setCameraActive?.call(session, isOn('camera'))
  }
  follow()
  const stop = media.store.subscribe(follow)
  return () => {
    stop()
    for (const action of actions) answer(session, action, null)
  }
}

/** A browser throws for a button that it does not have. */
function answer(session: MediaSession, action: CallAction, handler: (() => void) | null): void {
  try {
    session.setActionHandler(action, handler)
  } catch {
    // Then nobody will press it.
  }
}
