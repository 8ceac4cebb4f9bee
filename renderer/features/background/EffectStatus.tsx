import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { Effects } from '../../media/effects/Effects.ts'
import type { LocalSource } from '../../media/localMediaState.ts'
import { Spinner } from '../../ui/messages/Spinner.tsx'
import styles from './EffectStatus.module.css'

export interface EffectStatusProps {
  readonly effects: Effects
  readonly source: LocalSource
}

/** What one effect is doing, and what it costs. Not a live region: it changes every second. */
export function EffectStatus({ effects, source }: EffectStatusProps) {
  const { t } = useTranslation()
  const phase = useStore(effects.store, (state) => state[source])
  switch (phase.kind) {
    case 'off':
    case 'waiting':
      return null
    case 'preparing':
      return (
        <p className={styles.status} role="status">
          <Spinner />
          <span>{t('effects.preparing')}</span>
        </p>
      )
    case 'on':
      return (
        phase.cost && (
          <p className={styles.status}>
            {[
              t(`effects.cost.${source}`, { ms: rounded(phase.cost.ms), of: Math.round(phase.cost.ofMs) }),
              ...(phase.cost.eased ? [t('effects.eased')] : []),
            ].join(' ')}
          </p>
        )
      )
    default:
      return phase satisfies never
  }
}

function rounded(ms: number): string {
  return ms < 3 ? ms.toFixed(1) : String(Math.round(ms))
}
