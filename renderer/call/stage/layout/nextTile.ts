import type { Rect } from './stageLayout.ts'
import type { TilePlacement } from './tilePlacement.ts'
import type { TileKey } from './tileKey.ts'

/** The tile to which a key leads from another one; null: the key leads nowhere. */
export function nextTile(
  { places }: Pick<TilePlacement, 'places'>,
  from: TileKey,
  key: string,
): TileKey | null {
  const keys = [...places.keys()]
  if (key === 'Home') return keys[0] ?? null
  if (key === 'End') return keys.at(-1) ?? null
  const here = places.get(from)?.rect
  const way = ways[key]
  if (here === undefined || way === undefined) return null
  let [nearest, least] = [null as TileKey | null, Number.POSITIVE_INFINITY]
  for (const [candidate, { rect }] of places) {
    if (candidate === from) continue
    const [ahead, aside] = way(here, rect)
    if (ahead <= 0) continue
    // Straight on counts more than near: the grid's rows and columns are ways to go along.
    const distance = ahead + 3 * aside
    if (distance < least) [nearest, least] = [candidate, distance]
  }
  return nearest
}

/** How far a tile lies in a direction, and how far off to the side, from middle to middle. */
type Way = (from: Rect, to: Rect) => readonly [number, number]

const across = (from: Rect, to: Rect) => to.left + to.width / 2 - from.left - from.width / 2
const down = (from: Rect, to: Rect) => to.top + to.height / 2 - from.top - from.height / 2

const ways: Readonly<Record<string, Way | undefined>> = {
  ArrowRight: (from, to) => [across(from, to), Math.abs(down(from, to))],
  ArrowLeft: (from, to) => [-across(from, to), Math.abs(down(from, to))],
  ArrowDown: (from, to) => [down(from, to), Math.abs(across(from, to))],
  ArrowUp: (from, to) => [-down(from, to), Math.abs(across(from, to))],
}
