import { memo, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { TrackId } from '../../../protocol/ids.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './RemoteSound.module.css'

export interface RemoteSoundProps {
  readonly meeting: MeetingView
  readonly media: LocalMediaView
}

/** Plays what the others send, one element for each track, on the speaker that is chosen. */
export function RemoteSound({ meeting, media }: RemoteSoundProps) {
  const { t } = useTranslation()
  const tracks = useStore(
    meeting.store,
    useShallow(({ received }) =>
      [...received].filter(([, track]) => track.kind === 'audio').map(([id]) => id),
    ),
  )
  const speaker = useStore(media.store, (state) => state.chosen.speaker)
  const [blocked, setBlocked] = useState(false)
  const box = useRef<HTMLDivElement>(null)

  const playAll = () => {
    setBlocked(false)
    for (const audio of box.current?.querySelectorAll('audio') ?? [])
      audio.play().catch(() => setBlocked(true))
  }

  return (
    <div ref={box} className={styles.sound}>
      {tracks.map((id) => (
        <Sound key={id} meeting={meeting} track={id} speaker={speaker} onBlocked={setBlocked} />
      ))}
      {blocked && (
        <Notice
          tone="info"
          action={
            <Button look="primary" size="small" onPress={playAll}>
              {t('call.soundOn')}
            </Button>
          }
        >
          {t('call.soundBlocked')}
        </Notice>
      )}
    </div>
  )
}

interface SoundProps {
  readonly meeting: MeetingView
  readonly track: TrackId
  readonly speaker: string | null
  readonly onBlocked: (blocked: true) => void
}

const Sound = memo(function Sound({ meeting, track: id, speaker, onBlocked }: SoundProps) {
  const element = useRef<HTMLAudioElement>(null)
  const track = useStore(meeting.store, (state) => state.received.get(id))

  useLayoutEffect(() => {
    const audio = element.current
    if (audio === null || track === undefined) return
    audio.srcObject = new MediaStream([track])
    audio.play().catch((error: unknown) => {
      // A page that nobody has clicked in may not make a sound; anything else mends itself with the track.
      if (error instanceof DOMException && error.name === 'NotAllowedError') onBlocked(true)
    })
  }, [track, onBlocked])

  useLayoutEffect(() => {
    const audio = element.current
    // An unplugged speaker is refused; the sound then stays on the one before.
    if (audio !== null && 'setSinkId' in audio) audio.setSinkId(speaker ?? '').catch(() => undefined)
  }, [speaker])

  return <audio ref={element} autoPlay hidden />
})
