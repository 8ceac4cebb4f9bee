import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PersonNumbers, StreamNumbers } from '../../session/media/stats/ConnectionStats.ts'
import styles from './ConnectionDialog.module.css'
import { MEASURES, streamMeasures } from './streamMeasures.ts'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

export interface PersonStatsProps {
  readonly name: string
  readonly numbers: PersonNumbers
  /** Whether the numbers are shown to begin with. */
  readonly open: boolean
}

/** One person's streams side by side. Closed, it costs nothing but its heading. */
export function PersonStats({ name, numbers, open: first }: PersonStatsProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(first)
  const titled = (who: string) =>
    t('quality.personQuality', { name: who, quality: t(`quality.${numbers.quality}`) })
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} className={styles.person}>
      <summary className={styles.name}>
        <IsolatedText text={titled(isolate(name))} />
      </summary>
      {open && <Streams title={titled(isolateInLabel(name))} streams={numbers.streams} />}
    </details>
  )
}

function Streams({ title, streams }: { readonly title: string; readonly streams: readonly StreamNumbers[] }) {
  const { t } = useTranslation()
  const columns = streams.map((stream) => ({ name: nameOf(stream), measures: streamMeasures(t, stream) }))
  function nameOf({ source, layer }: StreamNumbers): ReactNode {
    const words = t(`quality.source.${source}`)
    return layer === null ? words : t('quality.sourceLayer', { source: words, layer })
  }
  return (
    // Whoever has many layers scrolls; also by keyboard.
    <div className={styles.scroll} role="region" aria-label={title} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('quality.measure')}</th>
            {columns.map(({ name }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the streams of a person have nothing else that stays.
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {MEASURES.filter((measure) => columns.some(({ measures }) => measures[measure] !== undefined)).map(
            (measure) => (
              <tr key={measure}>
                <th scope="row">{t(`quality.measures.${measure}`)}</th>
                {columns.map(({ measures }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above.
                  <td key={index}>{measures[measure] ?? t('quality.unknown')}</td>
                ))}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}
