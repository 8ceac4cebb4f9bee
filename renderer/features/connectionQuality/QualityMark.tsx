import { SignalLow, SignalMedium } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { PeerId } from '../../../protocol/ids.ts'
import type { QualityStats } from '../../session/media/stats/ConnectionStats.ts'
import styles from './QualityMark.module.css'

export interface QualityMarkProps {
  readonly quality: QualityStats
  readonly peer: PeerId
}

/** Stands on the tile of somebody whose media does not get through well. It is not announced: that would be a second fault. */
export function QualityMark({ quality, peer }: QualityMarkProps) {
  const { t } = useTranslation()
  const mark = useStore(quality.marks, (marks) => marks.get(peer))
  if (mark === undefined) return null
  const Icon = mark === 'poor' ? SignalLow : SignalMedium
  return (
    <span
      className={styles.mark}
      data-quality={mark}
      role="img"
      aria-label={t(`quality.${mark}`)}
      title={t(`quality.${mark}`)}
    >
      <Icon size={16} aria-hidden />
    </span>
  )
}
