import { AudioLines } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { peerOf } from '../../../room/features/membership.ts'
import { roomOf, type Session } from '../../session/Session.ts'
import type { StageStore } from './StageStore.ts'
import type { StageState } from './stageState.ts'
import styles from './Stage.module.css'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'

export interface OffscreenSpeakerProps {
  readonly meeting: Session
  readonly stage: StageStore
}

/** From the edge of the stage, and from the pager; in pixels. */
const [EDGE, GAP] = [20, 8]

/** Who is on another page is spoken of while there are pages: the chip must leave their buttons free. */
function bottomOf({ plan: { pager }, size }: StageState): number {
  if (pager === null) return EDGE
  const [middle, below] = [size.width / 2, size.height - pager.top - pager.height]
  const inTheWay = pager.left < middle && middle < pager.left + pager.width && below < EDGE
  return inTheWay ? below + pager.height + GAP : EDGE
}

/** Who speaks without being in sight. It leads there; until it is pressed, nobody on the stage moves. */
export function OffscreenSpeaker({ meeting, stage }: OffscreenSpeakerProps) {
  const { t } = useTranslation()
  const unseen = useStore(stage.store, ({ speaker, plan }) =>
    speaker !== null && !plan.places.has(speaker) ? speaker : null,
  )
  const name = useStore(meeting.store, (state) => {
    const room = roomOf(state)
    if (unseen === null || room === null || !state.speakers.includes(unseen)) return null
    return peerOf(room, unseen)?.name ?? null
  })
  const bottom = useStore(stage.store, bottomOf)
  if (unseen === null || name === null) return null
  return (
    <button type="button" className={styles.chip} style={{ bottom }} onClick={() => stage.show(unseen)}>
      <AudioLines size={16} aria-hidden />
      <span className={styles.chipName}>
        <IsolatedText text={t('stage.isSpeaking', { name: isolate(name) })} />
      </span>
    </button>
  )
}
