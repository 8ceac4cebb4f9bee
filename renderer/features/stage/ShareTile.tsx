import { ScreenShare } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { TrackId } from '../../../protocol/ids.ts'
import { peerOf } from '../../../room/membership.ts'
import { trackOf } from '../../../room/tracks.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { roomOf, selfOf, type MeetingView } from '../../session/MeetingView.ts'
import { VideoPicture } from '../../ui/VideoPicture.tsx'
import styles from './Tile.module.css'

export interface ShareTileProps {
  readonly meeting: MeetingView
  readonly media: LocalMediaView
  readonly track: TrackId
}

/** A shared screen or window, large and whole. */
export const ShareTile = memo(function ShareTile({ meeting, media, track: id }: ShareTileProps) {
  const { t } = useTranslation()
  const share = useStore(
    meeting.store,
    useShallow((state) => {
      const room = roomOf(state)
      const track = room && trackOf(room, id)
      const peer = room && track && peerOf(room, track.peer)
      if (!peer) return null
      return { name: peer.name, self: peer.id === selfOf(state), received: state.received.get(id) ?? null }
    }),
  )
  const own = useStore(media.store, (state) => state.share?.picture ?? null)
  if (share === null) return null
  const name = t('call.screenOf', { name: share.name })
  return (
    <div className={styles.tile} role="group" aria-label={name}>
      <VideoPicture track={share.self ? own : share.received} fit="whole" />
      <div className={styles.label}>
        <ScreenShare size={14} aria-hidden />
        <span className={styles.name}>{name}</span>
        {share.self && <span className={styles.you}>{t('call.you')}</span>}
      </div>
    </div>
  )
})
