import { type ReactNode, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalMediaView } from '../../media/LocalMediaView.ts'
import { roomOf, selfOf, type MeetingView } from '../../session/MeetingView.ts'
import { OwnPerson, RemotePerson } from './PersonTileView.tsx'
import { ShareTile } from './ShareTile.tsx'
import styles from './Stage.module.css'
import { stageLayout } from './stageLayout.ts'
import { tilesOf } from './tilesOf.ts'

export interface StageProps {
  readonly meeting: MeetingView
  readonly media: LocalMediaView
  /** Shown while nobody else is here. */
  readonly alone: ReactNode
}

/**
 * Everyone's pictures. All tiles are children of one element for their whole life; a change of layout only
 * moves them, by styles written past React, so no video is ever taken out of the page and put back.
 */
export function Stage({ meeting, media, alone }: StageProps) {
  const { t } = useTranslation()
  const self = useStore(meeting.store, selfOf)
  const shares = useStore(
    meeting.store,
    useShallow((state) => tiles(state).shares),
  )
  const people = useStore(
    meeting.store,
    useShallow((state) => tiles(state).people),
  )
  const stage = useRef<HTMLElement>(null)
  const counts = { shares: shares.length, people: people.length }

  useLayoutEffect(() => {
    const element = stage.current
    if (element === null) return
    const place = () => placeTiles(element, counts.shares, counts.people)
    place()
    const observer = new ResizeObserver(place)
    observer.observe(element)
    return () => observer.disconnect()
  }, [counts.shares, counts.people])

  return (
    <section className={styles.stage} aria-label={t('call.video')} ref={stage}>
      {shares.map((track) => (
        <div key={track} className={styles.slot} data-slot="">
          <ShareTile meeting={meeting} media={media} track={track} />
        </div>
      ))}
      {people.map((peer) => (
        <div key={peer} className={styles.slot} data-slot="">
          {peer === self ? (
            <OwnPerson meeting={meeting} media={media} peer={peer} />
          ) : (
            <RemotePerson meeting={meeting} peer={peer} />
          )}
        </div>
      ))}
      {people.length === 1 && shares.length === 0 && <div className={styles.alone}>{alone}</div>}
    </section>
  )
}

function tiles(state: Parameters<typeof roomOf>[0]) {
  const [room, self] = [roomOf(state), selfOf(state)]
  return room === null || self === null ? { shares: [], people: [] } : tilesOf(room, self)
}

function placeTiles(stage: HTMLElement, shares: number, people: number): void {
  const layout = stageLayout({ shares, people, width: stage.clientWidth, height: stage.clientHeight })
  const rects = [...layout.shares, ...layout.people]
  const slots = stage.querySelectorAll<HTMLElement>(':scope > [data-slot]')
  for (const [index, slot] of slots.entries()) {
    const rect = rects[index]
    if (rect === undefined) continue
    slot.style.width = `${rect.width}px`
    slot.style.height = `${rect.height}px`
    slot.style.translate = `${rect.left}px ${rect.top}px`
  }
}
