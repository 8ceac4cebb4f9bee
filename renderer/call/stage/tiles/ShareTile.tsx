import { ScreenShare } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import type { Session } from '../../../session/Session.ts'
import { VideoPicture } from '../../../ui/pictures/VideoPicture.tsx'
import { shareLabel } from './shareLabel.ts'
import { shareOwner } from './shareOwner.ts'
import type { StageStore } from '../StageStore.ts'
import styles from './Tile.module.css'
import { TileFrame } from './TileFrame.tsx'
import { zoomGestures } from '../zoom/zoomGestures.ts'
import { IsolatedText } from '../../../ui/names/IsolatedText.tsx'
import { isolate } from '../../../ui/names/isolate.ts'

export interface ShareTileProps {
  readonly meeting: Session
  readonly media: LocalMedia
  readonly stage: StageStore
  readonly track: TrackId
}

/** A shared screen or window, whole or as closely as somebody wants to look. */
export const ShareTile = memo(function ShareTile({ meeting, media, stage, track }: ShareTileProps) {
  const { t } = useTranslation()
  const share = useStore(
    meeting.store,
    useShallow((state) => {
      const sharer = shareOwner(state, track)
      // What is no longer sent would stand still, and look as if it were the present picture.
      const off = state.reception === 'audio' && sharer?.self === false
      return sharer && { ...sharer, off, received: off ? null : (state.received.get(track) ?? null) }
    }),
  )
  const id = useStore(meeting.store, ({ shares }) => shares.get(track) ?? null)
  const own = useStore(media.store, ({ shares }) => shares.find((one) => one.id === id)?.picture ?? null)
  const large = useStore(stage.store, ({ plan }) => plan.main?.kind === 'share' && plan.main.track === track)
  const picture = useRef<HTMLDivElement>(null)
  const shown = share !== null
  useEffect(() => {
    const frame = picture.current?.parentElement
    if (!large || picture.current === null || !frame) return undefined
    return zoomGestures(stage, frame, picture.current)
  }, [stage, large, shown])
  if (share === null) return null
  const name = shareLabel(t, share)
  return (
    <TileFrame
      stage={stage}
      subject={{ kind: 'share', track }}
      name={name}
      label={
        <>
          <ScreenShare size={14} aria-hidden />
          <span className={styles.name}>
            <IsolatedText text={shareLabel(t, { ...share, name: isolate(share.name) })} />
          </span>
          {share.self && <span className={styles.you}>{t('call.you')}</span>}
          {share.paused && <span className={styles.you}>{t('sharing.paused')}</span>}
        </>
      }
    >
      {share.off && <p className={styles.off}>{t('quality.shareOff')}</p>}
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
