import { Hand, MicOff } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { PeerId } from '../../../protocol/ids.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { VideoPicture } from '../../ui/VideoPicture.tsx'
import { ownTile, type PersonTile, remoteTile } from './personTile.ts'
import styles from './Tile.module.css'

interface TileProps {
  readonly meeting: MeetingView
  readonly peer: PeerId
}

/** Redraws only when something on this very tile changes. */
export const RemotePerson = memo(function RemotePerson({ meeting, peer }: TileProps) {
  const tile = useStore(
    meeting.store,
    useShallow((state) => remoteTile(state, peer)),
  )
  return tile && <Person tile={tile} />
})

export const OwnPerson = memo(function OwnPerson({
  meeting,
  peer,
  media,
}: TileProps & { readonly media: LocalMediaView }) {
  const devices = useStore(
    media.store,
    useShallow(({ microphone, camera }) => ({ microphone, camera })),
  )
  const tile = useStore(
    meeting.store,
    useShallow((state) => ownTile(state, devices, peer)),
  )
  return tile && <Person tile={tile} />
})

function Person({ tile }: { readonly tile: PersonTile }) {
  const { t } = useTranslation()
  return (
    // The group's name is the person's and nothing more: DESIGN §12.
    <div
      className={styles.tile}
      role="group"
      aria-label={tile.name}
      data-speaking={tile.speaking || undefined}
      data-away={tile.away || undefined}
    >
      <VideoPicture track={tile.picture} mirrored={tile.self} />
      {tile.picture === null && <Avatar name={tile.name} size="fill" />}
      <div className={styles.label}>
        {tile.muted && <MicOff size={14} role="img" aria-label={t('call.muted')} className={styles.muted} />}
        <span className={styles.name}>{tile.name}</span>
        {tile.away && <span className={styles.you}>{t('call.away')}</span>}
        {tile.self && <span className={styles.you}>{t('call.you')}</span>}
      </div>
      {tile.hand > 0 && (
        <div className={styles.hand} role="img" aria-label={t('call.handRaised')}>
          <Hand size={16} aria-hidden />
          {tile.hand}
        </div>
      )}
    </div>
  )
}
