import { ScreenShare } from 'lucide-react'
import { memo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { TrackId } from '../../../protocol/ids.ts'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { VideoPicture } from '../../ui/VideoPicture.tsx'
import { sharerOf } from './sharerOf.ts'
import type { StageModel } from './StageModel.ts'
import styles from './Tile.module.css'
import { TileFrame } from './TileFrame.tsx'
import { useZoomGestures } from './useZoomGestures.ts'

export interface ShareTileProps {
  readonly meeting: MeetingView
  readonly media: LocalMediaView
  readonly stage: StageModel
  readonly track: TrackId
}

/** A shared screen or window, whole or as closely as somebody wants to look. */
export const ShareTile = memo(function ShareTile({ meeting, media, stage, track }: ShareTileProps) {
  const { t } = useTranslation()
  const share = useStore(
    meeting.store,
    useShallow((state) => {
      const sharer = sharerOf(state, track)
      return sharer && { ...sharer, received: state.received.get(track) ?? null }
    }),
  )
  const own = useStore(media.store, (state) => state.share?.picture ?? null)
  const large = useStore(stage.store, ({ plan }) => plan.main?.kind === 'share' && plan.main.track === track)
  const picture = useRef<HTMLDivElement>(null)
  useZoomGestures(stage, large, picture)
  if (share === null) return null
  const name = t('call.screenOf', { name: share.name })
  return (
    <TileFrame
      stage={stage}
      subject={{ kind: 'share', track }}
      name={name}
      label={
        <>
          <ScreenShare size={14} aria-hidden />
          <span className={styles.name}>{name}</span>
          {share.self && <span className={styles.you}>{t('call.you')}</span>}
        </>
      }
    >
      <div ref={picture} className={styles.zoomed}>
        <VideoPicture
          track={share.self ? own : share.received}
          fit="whole"
          onSize={(width, height) => stage.zooming.measured(track, { width, height })}
        />
      </div>
    </TileFrame>
  )
})
