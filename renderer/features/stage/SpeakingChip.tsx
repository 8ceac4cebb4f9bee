import { AudioLines } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { peerOf } from '../../../room/membership.ts'
import { roomOf, type MeetingView } from '../../session/MeetingView.ts'
import type { StageModel } from './StageModel.ts'
import styles from './Stage.module.css'

export interface SpeakingChipProps {
  readonly meeting: MeetingView
  readonly stage: StageModel
}

/** Who speaks without being in sight. It leads there; until it is pressed, nobody on the stage moves. */
export function SpeakingChip({ meeting, stage }: SpeakingChipProps) {
  const { t } = useTranslation()
  const unseen = useStore(stage.store, ({ speaker, plan }) =>
    speaker !== null && !plan.places.has(speaker) ? speaker : null,
  )
  const name = useStore(meeting.store, (state) => {
    const room = roomOf(state)
    if (unseen === null || room === null || !state.speakers.includes(unseen)) return null
    return peerOf(room, unseen)?.name ?? null
  })
  if (unseen === null || name === null) return null
  return (
    <button type="button" className={styles.chip} onClick={() => stage.show(unseen)}>
      <AudioLines size={16} aria-hidden />
      <span className={styles.chipName}>{t('stage.isSpeaking', { name })}</span>
    </button>
  )
}
