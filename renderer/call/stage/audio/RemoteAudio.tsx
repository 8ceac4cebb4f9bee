import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { selectedSpeaker } from '../../../media/devices/selectedSpeaker.ts'
import type { Session } from '../../../session/Session.ts'
import { Button } from '../../../ui/buttons/Button.tsx'
import { Notice } from '../../../ui/messages/Notice.tsx'
import { RemoteAudioTrack } from './RemoteAudioTrack.tsx'
import styles from './RemoteAudio.module.css'

export interface RemoteAudioProps {
  readonly meeting: Session
  readonly media: LocalMedia
}

/** Plays what the others send, one element for each track, on the speaker that is chosen. */
export function RemoteAudio({ meeting, media }: RemoteAudioProps) {
  const { t } = useTranslation()
  const tracks = useStore(
    meeting.store,
    useShallow(({ received }) =>
      [...received].filter(([, track]) => track.kind === 'audio').map(([id]) => id),
    ),
  )
  const speaker = useStore(media.store, selectedSpeaker)
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
        <RemoteAudioTrack
          key={id}
          meeting={meeting}
          track={id}
          speaker={speaker}
          volumes={media.volumes}
          onBlocked={setBlocked}
        />
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
