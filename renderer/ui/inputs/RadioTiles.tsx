import type { ReactNode } from 'react'
import styles from './RadioTiles.module.css'

export interface RadioTile<Value extends string> {
  readonly value: Value
  readonly label: string
  /** What the tile shows above its label; it only repeats it. */
  readonly picture: ReactNode
}

export interface RadioTilesProps<Value extends string> {
  readonly legend: string
  readonly name: string
  readonly value: Value
  readonly tiles: readonly RadioTile<Value>[]
  readonly onChange: (value: Value) => void
}

/** One of several, each with a picture. Native radio buttons: one tab stop, arrow keys, and every reader knows them. */
export function RadioTiles<Value extends string>({
  legend,
  name,
  value,
  tiles,
  onChange,
}: RadioTilesProps<Value>) {
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.tiles}>
        {tiles.map((tile) => (
          <label key={tile.value} className={styles.tile}>
            <input
              type="radio"
              className={styles.input}
              name={name}
              value={tile.value}
              checked={tile.value === value}
              onChange={() => onChange(tile.value)}
            />
            <span className={styles.picture} aria-hidden>
              {tile.picture}
            </span>
            <span className={styles.label}>{tile.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
