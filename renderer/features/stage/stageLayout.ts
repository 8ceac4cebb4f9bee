import { bestGrid } from './bestGrid.ts'

/** A place on the stage in CSS pixels from its top left corner. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

export interface StageLayout {
  readonly shares: readonly Rect[]
  readonly people: readonly Rect[]
}

export interface StageContent {
  readonly people: number
  readonly shares: number
  readonly width: number
  readonly height: number
}

const WIDESCREEN = 16 / 9
/** Most screens are a little higher than widescreen. */
const SCREEN = 16 / 10
/** Below this width the screen is a phone's: gaps shrink and tiles may grow upwards to a square. */
const PHONE_WIDTH = 600

/** Where every tile goes: people in a grid or, while something is shared, in a strip beside it. */
export function stageLayout({ people, shares, width, height }: StageContent): StageLayout {
  const gap = width < PHONE_WIDTH ? 6 : 10
  const whole: Rect = { left: gap, top: gap, width: width - 2 * gap, height: height - 2 * gap }
  if (shares === 0)
    return { shares: [], people: gridIn(whole, people, gap, width < PHONE_WIDTH ? 1 : WIDESCREEN) }
  const upright = height > width
  const strip = upright
    ? // A share is as high as its width asks for; people get the rest: never too little of it, nor the most.
      clamp(whole.height - gap - (shares * whole.width) / SCREEN, whole.height * 0.3, whole.height * 0.45)
    : clamp(whole.width * 0.2, 96, 280)
  const [main, side] = upright ? cutBelow(whole, strip, gap) : cutRight(whole, strip, gap)
  return { shares: cellsIn(main, shares, gap), people: gridIn(side, people, gap, 1) }
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most))
}

function cutRight(area: Rect, strip: number, gap: number): [Rect, Rect] {
  const width = area.width - strip - gap
  return [
    { ...area, width },
    { ...area, left: area.left + width + gap, width: strip },
  ]
}

function cutBelow(area: Rect, strip: number, gap: number): [Rect, Rect] {
  const height = area.height - strip - gap
  return [
    { ...area, height },
    { ...area, top: area.top + height + gap, height: strip },
  ]
}

/** Tiles of one shape in the middle of an area; a last row that is not full stands in the middle too. */
function gridIn(area: Rect, count: number, gap: number, narrowest: number): Rect[] {
  const grid = bestGrid(count, { ...area, gap, widest: WIDESCREEN, narrowest })
  const { columns, rows, tileWidth: width, tileHeight: height } = grid
  const top = area.top + Math.floor((area.height - rows * height - (rows - 1) * gap) / 2)
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns)
    const inRow = Math.min(columns, count - row * columns)
    const left = area.left + Math.floor((area.width - inRow * width - (inRow - 1) * gap) / 2)
    return { left: left + (index % columns) * (width + gap), top: top + row * (height + gap), width, height }
  })
}

/** Shares may have any shape, so each gets a whole cell and shows itself within. */
function cellsIn(area: Rect, count: number, gap: number): Rect[] {
  const { columns, rows } = bestGrid(count, { ...area, gap, widest: WIDESCREEN, narrowest: WIDESCREEN })
  const width = Math.floor((area.width - gap * (columns - 1)) / columns)
  const height = Math.floor((area.height - gap * (rows - 1)) / rows)
  return Array.from({ length: count }, (_, index) => ({
    left: area.left + (index % columns) * (width + gap),
    top: area.top + Math.floor(index / columns) * (height + gap),
    width,
    height,
  }))
}
