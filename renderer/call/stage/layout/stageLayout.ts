import { gridLayout } from './gridLayout.ts'

/** A place on the stage in CSS pixels from its top left corner. All whole. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface StageSpace {
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** What stands large: nothing, so that all are equal, or a person, or a share. */
  readonly main: 'none' | 'person' | 'share'
  /** Several shares: there is a row above them to choose from. */
  readonly tabs: boolean
  /** Tiles beside the main one, on all pages together. */
  readonly tiles: number
  /** The page that is wished for, from 0; past the last one it is the last. */
  readonly page: number
}

export interface StageLayout {
  readonly main: Rect | null
  /** Of the tiles on this page, in their order. */
  readonly tiles: readonly Rect[]
  /** Place of this page's first tile among all. */
  readonly first: number
  readonly page: number
  readonly pages: number
  /** How many tiles a full page has. */
  readonly capacity: number
  /** Where the pages are turned; null with one page. */
  readonly pager: Rect | null
  readonly tabs: Rect | null
}

/** Nobody knows more faces at a time, and a browser hardly draws more pictures. */
export const MOST_A_PAGE = 49
/** The smallest tile of the gallery in which a face and a name can be read. Only a lone tile may be smaller. */
export const LEAST_TILE = { width: 144, height: 81 }

const WIDESCREEN = 16 / 9
/** Most screens are a little higher than widescreen. */
const SCREEN = 16 / 10
/** Below this width the screen is a phone's: gaps shrink and tiles may grow upwards to a square. */
const PHONE_WIDTH = 600
const PAGER_HEIGHT = 40
const TABS_HEIGHT = 40

interface Grouping {
  readonly most: number
  readonly least: { readonly width: number; readonly height: number }
  /** The narrowest shape of a tile, width by height. */
  readonly narrowest: number
}

const galleryOf: Readonly<Record<'wide' | 'phone', Grouping>> = {
  wide: { most: MOST_A_PAGE, least: LEAST_TILE, narrowest: WIDESCREEN },
  phone: { most: 6, least: { width: 120, height: 90 }, narrowest: 1 },
}
const stripOf: Readonly<Record<'wide' | 'phone', Grouping>> = {
  wide: { most: 12, least: { width: 112, height: 72 }, narrowest: 1 },
  phone: { most: 6, least: { width: 88, height: 72 }, narrowest: 1 },
}

/** Where every tile of a page goes: in a grid or, while something stands large, in a strip beside it. */
export function stageLayout({ width, height, main, tabs, tiles, page }: StageSpace): StageLayout {
  const device = width < PHONE_WIDTH ? 'phone' : 'wide'
  const gap = device === 'phone' ? 6 : 10
  const whole: Rect = { left: gap, top: gap, width: width - 2 * gap, height: height - 2 * gap }
  if (main === 'none') {
    return { main: null, tabs: null, ...pageIn(whole, tiles, page, gap, galleryOf[device]) }
  }
  const row = tabs && whole.height > 3 * TABS_HEIGHT ? { ...whole, height: TABS_HEIGHT - gap } : null
  const below = row ? { ...whole, top: whole.top + TABS_HEIGHT, height: whole.height - TABS_HEIGHT } : whole
  const [large, side] = tiles === 0 ? [below, null] : cutStrip(below, main, gap)
  const strip = side
    ? pageIn(side, tiles, page, gap, stripOf[device])
    : { tiles: [], first: 0, page: 0, pages: 1, capacity: 1, pager: null }
  return { main: main === 'person' ? portrait(large) : large, tabs: row, ...strip }
}

/** The place for what stands large and the strip beside it, or below it where the stage is upright. */
function cutStrip(area: Rect, main: 'person' | 'share', gap: number): [Rect, Rect] {
  if (area.width >= area.height) {
    const strip = clamp(Math.floor(area.width * 0.2), 96, 280)
    const width = area.width - strip - gap
    return [
      { ...area, width },
      { ...area, left: area.left + width + gap, width: strip },
    ]
  }
  // What stands large is as high as its width asks for; people get the rest: never too little of it, nor the most.
  const wanted = area.width / (main === 'share' ? SCREEN : 1)
  const strip = Math.floor(clamp(area.height - gap - wanted, area.height * 0.3, area.height * 0.45))
  const height = area.height - strip - gap
  return [
    { ...area, height },
    { ...area, top: area.top + height + gap, height: strip },
  ]
}

/** A person does not grow wider than a camera's picture. */
function portrait(area: Rect): Rect {
  const width = Math.min(area.width, Math.floor(area.height * WIDESCREEN))
  return { ...area, left: area.left + Math.floor((area.width - width) / 2), width }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

type Page = Omit<StageLayout, 'main' | 'tabs'>

/** One page of tiles; where they are more than fit, the pager takes its row at the bottom. */
function pageIn(area: Rect, tiles: number, wanted: number, gap: number, grouping: Grouping): Page {
  const alone = capacityOf(area, gap, grouping)
  if (tiles <= alone) {
    return {
      tiles: gridIn(area, tiles, gap, grouping),
      first: 0,
      page: 0,
      pages: 1,
      capacity: alone,
      pager: null,
    }
  }
  const above = { ...area, height: Math.max(area.height - PAGER_HEIGHT, 1) }
  const capacity = capacityOf(above, gap, grouping)
  const pages = Math.ceil(tiles / capacity)
  const page = clamp(wanted, 0, pages - 1)
  const first = page * capacity
  const count = Math.min(capacity, tiles - first)
  return {
    tiles: gridIn(above, count, gap, grouping),
    first,
    page,
    pages,
    capacity,
    pager: { ...area, top: area.top + area.height - PAGER_HEIGHT + gap, height: PAGER_HEIGHT - gap },
  }
}

/** The most tiles for which neither they nor fewer of them get smaller than allowed; at least one. */
function capacityOf(area: Rect, gap: number, { most, least, narrowest }: Grouping): number {
  for (let count = 1; count <= most; count++) {
    const { tileWidth, tileHeight } = gridLayout(count, { ...area, gap, widest: WIDESCREEN, narrowest })
    if (tileWidth < least.width || tileHeight < least.height) return Math.max(1, count - 1)
  }
  return most
}

/** Tiles of one shape in the middle of an area; a last row that is not full stands in the middle too. */
function gridIn(area: Rect, count: number, gap: number, { narrowest }: Grouping): Rect[] {
  const grid = gridLayout(count, { ...area, gap, widest: WIDESCREEN, narrowest })
  const { columns, rows, tileWidth: width, tileHeight: height } = grid
  const top = area.top + Math.floor((area.height - rows * height - (rows - 1) * gap) / 2)
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = area.left + Math.floor((area.width - inRow * width - (inRow - 1) * gap) / 2)
    return { left: left + (index % columns) * (width + gap), top: top + row * (height + gap), width, height }
  })
}
