import { useTranslation } from 'react-i18next'
import type { MomentNumbers } from '../../session/media/stats/ConnectionStats.ts'
import { Chart } from './Chart.tsx'
import styles from './ConnectionDialog.module.css'
import { formatBitrate } from './formatBitrate.ts'

export interface ConnectionChartsProps {
  readonly moments: readonly MomentNumbers[]
}

/** How the whole connection went in the last minutes. */
export function ConnectionCharts({ moments }: ConnectionChartsProps) {
  const { t } = useTranslation()
  const points = (value: (moment: MomentNumbers) => number | null) =>
    moments.map((moment) => ({ atMs: moment.atMs, value: value(moment) }))
  return (
    <section aria-label={t('quality.chartsOf')} className={styles.charts}>
      <Chart
        title={t('quality.bitrate')}
        least={100_000}
        format={(value) => formatBitrate(t, value)}
        lines={[
          { name: t('quality.down'), points: points((moment) => moment.receivedBitsPerSecond) },
          { name: t('quality.up'), points: points((moment) => moment.sentBitsPerSecond) },
        ]}
      />
      <Chart
        title={t('quality.loss')}
        least={5}
        format={(value) => t('quality.percent', { value: value.toFixed(1) })}
        lines={[{ points: points((moment) => moment.lossPercent) }]}
      />
      <Chart
        title={t('quality.roundTrip')}
        least={50}
        format={(value) => t('quality.ms', { value: Math.round(value) })}
        lines={[{ points: points((moment) => moment.roundTripMs) }]}
      />
    </section>
  )
}
