import type { Rect } from './stageLayout.ts'
import type { TilePlacement } from './tilePlacement.ts'
import type { TileKey } from './tileKey.ts'

/** Long enough for eyes to follow, too short to wait for. */
const MOVE: KeyframeAnimationOptions = { duration: 140, easing: 'cubic-bezier(0.2, 0, 0, 1)' }

/** Where each tile stands now; null: it is not shown. */
const placed = new WeakMap<HTMLElement, Rect | null>()

/**
 * Puts every tile where the plan says, past React. Tiles that stood elsewhere glide from there: what moves is the
 * painted layer alone (a transform), so that the page is laid out once and no video is touched.
 *
 * @param smoothly false where the window itself changes its size: tiles then keep to its edge.
 */
export function moveTiles(
  tiles: ReadonlyMap<TileKey, HTMLElement>,
  plan: TilePlacement,
  smoothly: boolean,
): void {
  const moving = smoothly && !matchMedia('(prefers-reduced-motion: reduce)').matches
  for (const [key, tile] of tiles) {
    const place = plan.places.get(key)
    const [before, rect] = [placed.get(tile) ?? null, place?.rect ?? null]
    if (placed.has(tile) && sameRect(before, rect) && tile.dataset['large'] === String(place?.large)) continue
    placed.set(tile, rect)
    tile.hidden = place === undefined
    if (place === undefined || rect === null) continue
    tile.dataset['large'] = String(place.large)
    tile.style.width = `${rect.width}px`
    tile.style.height = `${rect.height}px`
    tile.style.translate = `${rect.left}px ${rect.top}px`
    if (moving) glide(tile, before, rect)
  }
}

function glide(tile: HTMLElement, from: Rect | null, to: Rect): void {
  if (from === null) {
    tile.animate({ opacity: [0, 1] }, MOVE)
    return
  }
  const [x, y] = [from.left - to.left, from.top - to.top]
  const [across, down] = [from.width / to.width, from.height / to.height]
  tile.animate({ transform: [`translate(${x}px, ${y}px) scale(${across}, ${down})`, 'none'] }, MOVE)
}

function sameRect(one: Rect | null, other: Rect | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.left === other.left &&
    one.top === other.top &&
    one.width === other.width &&
    one.height === other.height
  )
}
