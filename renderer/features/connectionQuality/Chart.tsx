import { useTranslation } from 'react-i18next'
import { KEPT_MS } from '../../session/media/stats/ConnectionStats.ts'
import styles from './Chart.module.css'
import { chartPath, type ChartPoint } from './chartPath.ts'
import { latestAndPeak } from './latestAndPeak.ts'

export interface ChartLine {
  /** Left out where there is only one. */
  readonly name?: string
  readonly points: readonly ChartPoint[]
}

export interface ChartProps {
  readonly title: string
  readonly lines: readonly ChartLine[]
  /** What stands at the top at least, so that a calm line does not look wild. */
  readonly least: number
  readonly format: (value: number) => string
}

/** One value over the last minutes. For ears it is one picture that says its newest and highest value. */
export function Chart({ title, lines, least, format }: ChartProps) {
  const { t } = useTranslation()
  const said = lines.flatMap(({ name, points }) => {
    const summary = latestAndPeak(points.map(({ value }) => value))
    return summary === null ? [] : [{ name, ...summary }]
  })
  const most = Math.max(least, ...said.map((line) => line.most))
  const end = lines[0]?.points.at(-1)?.atMs ?? 0
  const words = (value: number, name: string | undefined) =>
    name === undefined ? format(value) : `${format(value)} ${name}`
  const now = said.map((line) => words(line.now, line.name)).join(', ')
  const highest = said.map((line) => words(line.most, line.name)).join(', ')
  const text =
    said.length === 0 ? t('quality.chartEmpty', { title }) : t('quality.chart', { title, now, most: highest })
  return (
    <div className={styles.chart} role="img" aria-label={text}>
      <div className={styles.head} aria-hidden>
        <span className={styles.title}>{title}</span>
        <span className={styles.now}>{now || t('quality.unknown')}</span>
      </div>
      <div className={styles.frame} aria-hidden>
        <span className={styles.most}>{format(most)}</span>
        <svg className={styles.picture} viewBox="0 0 100 100" preserveAspectRatio="none">
          {lines.map(({ name, points }, index) => (
            <path
              key={name ?? title}
              className={styles.line}
              data-second={index > 0 || undefined}
              d={chartPath(points, end, KEPT_MS, most)}
            />
          ))}
        </svg>
      </div>
    </div>
  )
}
