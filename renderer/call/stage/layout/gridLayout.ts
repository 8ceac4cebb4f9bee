export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly tileWidth: number
  readonly tileHeight: number
}

export interface GridSpace {
  readonly width: number
  readonly height: number
  readonly gap: number
  /** The widest a tile may be for its height: 16/9 for most cameras. */
  readonly widest: number
  /** The narrowest a tile may be for its height; below `widest` on phones, where room upwards is all there is. */
  readonly narrowest: number
}

/** People sit side by side rather than one above the other unless that costs more than this share of their size. */
const WORTH_STACKING = 0.95

/**
 * The columns and rows that give `count` tiles of one shape the most area in a space. Sizes are CSS pixels and
 * whole, so that edges stay sharp.
 */
export function gridLayout(count: number, space: GridSpace): Grid {
  let best: Grid = { columns: 1, rows: Math.max(1, count), tileWidth: 0, tileHeight: 0 }
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns)
    const cellWidth = (space.width - space.gap * (columns - 1)) / columns
    const cellHeight = (space.height - space.gap * (rows - 1)) / rows
    if (cellWidth <= 0 || cellHeight <= 0) continue
    const tileHeight = Math.min(cellHeight, cellWidth / space.narrowest)
    const tileWidth = Math.min(cellWidth, tileHeight * space.widest)
    if (tileWidth * tileHeight > best.tileWidth * best.tileHeight * WORTH_STACKING) {
      best = { columns, rows, tileWidth, tileHeight }
    }
  }
  return { ...best, tileWidth: Math.floor(best.tileWidth), tileHeight: Math.floor(best.tileHeight) }
}
