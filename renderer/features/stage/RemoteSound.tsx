import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { speakerInUse } from '../../media/speakerInUse.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PersonSound } from './PersonSound.tsx'
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
  const speaker = useStore(media.store, speakerInUse)
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
        <PersonSound
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
