import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { PeerId } from '../../../protocol/ids.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { roomOf, selfOf, type Session } from '../../session/Session.ts'
import { Guard } from '../../ui/failures/Guard.tsx'
import { EmptyStage } from './EmptyStage.tsx'
import { Pager } from './Pager.tsx'
import { OwnTile, RemoteTile } from './tiles/PersonTile.tsx'
import { moveTiles } from './layout/moveTiles.ts'
import { ShareTabs } from './ShareTabs.tsx'
import { ShareTile } from './tiles/ShareTile.tsx'
import { OffscreenSpeaker } from './OffscreenSpeaker.tsx'
import styles from './Stage.module.css'
import type { StageStore } from './StageStore.ts'
import type { TileKey } from './layout/tileKey.ts'
import { TileMenu } from './tiles/TileMenu.tsx'
import { tileOrder } from './layout/tileOrder.ts'
import { useStageNews } from './useStageNews.ts'

export interface StageProps {
  readonly meeting: Session
  readonly media: LocalMedia
  readonly stage: StageStore
  /** What a person's tile says of how well media gets through. The same function all the time. */
  readonly quality: (peer: PeerId) => ReactNode
  /** Shown while nobody else is here. */
  readonly alone: ReactNode
}

/**
 * Everyone's pictures. All tiles are children of one element, those of the pages beside this one too; a change of layout
 * or a turn of the page only moves and hides them, by styles written past React, so no video in sight is ever taken out
 * of the page and put back.
 */
export function Stage({ meeting, media, stage, quality, alone }: StageProps) {
  const { t } = useTranslation()
  const self = useStore(meeting.store, selfOf)
  const shares = useStore(
    meeting.store,
    useShallow((state) => tiles(state).shares),
  )
  const everybody = useStore(
    meeting.store,
    useShallow((state) => tiles(state).people),
  )
  const near = useStore(stage.store, ({ plan }) => plan.near)
  const people = useMemo(() => everybody.filter((peer) => near.has(peer)), [everybody, near])
  const box = useRef<HTMLElement>(null)
  const slots = useRef(new Map<TileKey, HTMLElement>())
  const keep = (key: TileKey) => (slot: HTMLElement | null) => {
    if (slot !== null) slots.current.set(key, slot)
    return () => void slots.current.delete(key)
  }
  useStageNews(meeting, stage)
  useEffect(() => stage.attach(), [stage])

  useLayoutEffect(() => {
    const element = box.current
    if (element === null) return undefined
    const measure = () => stage.resize(element.clientWidth, element.clientHeight, devicePixelRatio)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    const stop = stage.store.subscribe(({ plan, size }, before) => {
      if (plan !== before.plan) moveTiles(slots.current, plan, size === before.size)
    })
    return () => {
      observer.disconnect()
      stop()
    }
  }, [stage])

  // Whoever comes has a slot only now, after the plan has been made.
  const shown = useRef(false)
  useLayoutEffect(() => {
    moveTiles(slots.current, stage.store.getState().plan, shown.current)
    shown.current = true
  }, [stage, people, shares])

  return (
    <section className={styles.stage} aria-label={t('call.video')} ref={box}>
      <ShareTabs meeting={meeting} stage={stage} />
      {shares.map((track) => (
        <div key={track} className={styles.slot} ref={keep(track)}>
          <Guard part="share" place="area">
            <ShareTile meeting={meeting} media={media} stage={stage} track={track} />
          </Guard>
        </div>
      ))}
      {people.map((peer) => (
        <div key={peer} className={styles.slot} ref={keep(peer)}>
          <Guard part="tile" place="area">
            {peer === self ? (
              <OwnTile {...{ meeting, media, stage, peer, quality }} />
            ) : (
              <RemoteTile {...{ meeting, stage, peer, quality }} />
            )}
          </Guard>
        </div>
      ))}
      <Pager stage={stage} />
      {everybody.length === 1 && shares.length === 0 ? (
        <div className={styles.alone}>{alone}</div>
      ) : (
        <EmptyStage stage={stage} />
      )}
      <Guard part="speaking" place="quiet" retryMs={1000}>
        <OffscreenSpeaker meeting={meeting} stage={stage} />
        <TileMenu meeting={meeting} media={media} stage={stage} />
      </Guard>
    </section>
  )
}

function tiles(state: Parameters<typeof roomOf>[0]) {
  const [room, self] = [roomOf(state), selfOf(state)]
  return room === null || self === null ? { shares: [], people: [] } : tileOrder(room, self)
}
