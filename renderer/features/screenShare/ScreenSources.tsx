import { AppWindow, Monitor } from 'lucide-react'
import type { ScreenSource } from '../../../protocol/ipc/ipc.ts'
import styles from './ScreenSources.module.css'
import { Name } from '../../ui/names/Name.tsx'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

export interface ScreenSourcesProps {
  /** What the tiles are, for whoever does not see them. */
  readonly name: string
  readonly sources: readonly ScreenSource[]
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
  /** A double click or the return key: no further question. */
  readonly onTake: (id: string) => void
}

/** Screens or windows with their pictures, one of which can be chosen. Native radio buttons, as in `RadioTiles`. */
export function ScreenSources({ name, sources, chosen, onChoose, onTake }: ScreenSourcesProps) {
  return (
    <div role="radiogroup" aria-label={name} className={styles.sources}>
      {sources.map(({ id, kind, name: title, thumbnail }) => (
        <label
          key={id}
          className={styles.source}
          title={isolateInLabel(title)}
          onDoubleClick={() => onTake(id)}
        >
          <input
            type="radio"
            name={`source ${kind}`}
            checked={id === chosen}
            onChange={() => onChoose(id)}
            onKeyDown={({ key }) => {
              if (key === 'Enter' && id === chosen) onTake(id)
            }}
          />
          <span className={styles.picture} aria-hidden>
            {thumbnail === '' ? <Nothing kind={kind} /> : <img src={thumbnail} alt="" />}
          </span>
          <Name className={styles.name}>{title}</Name>
        </label>
      ))}
    </div>
  )
}

/** A window that is minimised has no picture. */
function Nothing({ kind }: Pick<ScreenSource, 'kind'>) {
  const Icon = kind === 'screen' ? Monitor : AppWindow
  return <Icon size={32} />
}
