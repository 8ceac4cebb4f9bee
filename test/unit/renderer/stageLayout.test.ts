import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  LEAST_TILE,
  MOST_A_PAGE,
  type Rect,
  stageLayout,
  type StageSpace,
} from '../../../renderer/call/stage/layout/stageLayout.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const space: fc.Arbitrary<StageSpace> = fc.record({
  tiles: fc.integer({ min: 0, max: 120 }),
  main: fc.constantFrom('none', 'person', 'share'),
  tabs: fc.boolean(),
  page: fc.integer({ min: 0, max: 12 }),
  width: fc.integer({ min: 320, max: 3840 }),
  height: fc.integer({ min: 240, max: 2160 }),
})

/** A gallery of so many people in a window. */
function gallery(tiles: number, width: number, height: number) {
  return stageLayout({ tiles, width, height, main: 'none', tabs: false, page: 0 })
}

function overlap(one: Rect, other: Rect): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  )
}

describe('the stage, however large and full it is,', () => {
  test('gives each tile, and what turns pages and chooses shares, a place of its own inside of it', () => {
    fc.assert(
      fc.property(space, (given) => {
        const { main, tiles, pager, tabs } = stageLayout(given)
        expect(main !== null).toBe(given.main !== 'none')
        const all = [main, ...tiles, pager, tabs].filter((rect) => rect !== null)
        for (const rect of all) {
          expect(Object.values(rect).every(Number.isInteger), JSON.stringify(rect)).toBe(true)
          expect(rect.width).toBeGreaterThan(0)
          expect(rect.height).toBeGreaterThan(0)
          expect(rect.left).toBeGreaterThanOrEqual(0)
          expect(rect.top).toBeGreaterThanOrEqual(0)
          expect(rect.left + rect.width).toBeLessThanOrEqual(given.width)
          expect(rect.top + rect.height).toBeLessThanOrEqual(given.height)
        }
        all.forEach((one, index) => {
          for (const other of all.slice(index + 1)) expect(overlap(one, other)).toBe(false)
        })
      }),
    )
  })

  test('shows everybody on exactly one page, 49 at most, and never a page that is not there', () => {
    fc.assert(
      fc.property(space, (given) => {
        const { pages, page } = stageLayout(given)
        expect(page).toBe(Math.min(given.page, pages - 1))
        const seen = Array.from({ length: pages }, (_, index) => stageLayout({ ...given, page: index }))
        expect(seen.reduce((sum, { tiles }) => sum + tiles.length, 0)).toBe(given.tiles)
        let next = 0
        for (const { first, tiles, capacity } of seen) {
          expect(first).toBe(next)
          expect(tiles.length).toBeLessThanOrEqual(Math.min(capacity, MOST_A_PAGE))
          next += tiles.length
        }
      }),
    )
  })

  test('makes no tile of the gallery smaller than a face needs, but a lone one', () => {
    fc.assert(
      fc.property(space, (given) => {
        const { tiles } = stageLayout({ ...given, main: 'none', width: Math.max(given.width, 600) })
        if (tiles.length < 2) return
        for (const rect of tiles) {
          expect(rect.width).toBeGreaterThanOrEqual(LEAST_TILE.width)
          expect(rect.height).toBeGreaterThanOrEqual(LEAST_TILE.height)
        }
      }),
    )
  })

  test('gives all people of a page the same size, and wide screens widescreen tiles', () => {
    fc.assert(
      fc.property(space, (given) => {
        const { tiles } = stageLayout({ ...given, main: 'none' })
        const [first] = tiles
        for (const rect of tiles) expect([rect.width, rect.height]).toEqual([first?.width, first?.height])
        if (first === undefined || given.width < 600 || first.height < 40) return
        expect(Math.abs(first.width / first.height - 16 / 9)).toBeLessThan(0.1)
      }),
    )
  })

  test('centres every row, the last one too', () => {
    fc.assert(
      fc.property(space, (given) => {
        const { tiles } = stageLayout({ ...given, main: 'none' })
        const rows = Map.groupBy(tiles, (rect) => rect.top)
        for (const row of rows.values()) {
          const left = Math.min(...row.map((rect) => rect.left))
          const right = Math.max(...row.map((rect) => rect.left + rect.width))
          // Half a pixel cannot be given to both sides.
          expect(Math.abs(left - (given.width - right))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('gives what stands large more room than anybody beside it', () => {
    fc.assert(
      fc.property(space, fc.constantFrom('person' as const, 'share' as const), (given, large) => {
        const { main, tiles } = stageLayout({ ...given, main: large, tabs: false })
        const area = (rect: Rect | null | undefined) => (rect?.width ?? 0) * (rect?.height ?? 0)
        expect(area(main)).toBeGreaterThan(area(tiles[0]))
      }),
    )
  })
})

test('49 people stand on one page of an ordinary window, and the 50th on the next', () => {
  expect(gallery(49, 1280, 736).pages).toBe(1)
  const fifty = gallery(50, 1920, 1000)
  expect([fifty.tiles.length, fifty.pages, fifty.pager !== null]).toEqual([49, 2, true])
})

test('two people in a squarish window sit side by side', () => {
  const { tiles } = gallery(2, 1280, 736)
  expect(new Set(tiles.map((rect) => rect.top)).size).toBe(1)
})

describe('people in a window of 1280 × 690', () => {
  test.each([
    [1, 1],
    [2, 2],
    [3, 2],
    [4, 2],
    [5, 3],
    [6, 3],
    [7, 3],
    [9, 3],
    [10, 4],
    [12, 4],
  ])('%i stand in rows of %i', (people, columns) => {
    const { tiles } = gallery(people, 1280, 690)
    const firstRow = tiles.filter((rect) => rect.top === tiles[0]?.top)
    expect(firstRow).toHaveLength(columns)
  })
})

describe('on a phone', () => {
  test('two people stand above each other and use its height', () => {
    const { tiles } = gallery(2, 360, 650)
    expect(new Set(tiles.map((rect) => rect.left)).size).toBe(1)
    expect(tiles.reduce((sum, rect) => sum + rect.height, 0)).toBeGreaterThan(600)
  })

  test('pages have six people, and who stands large has the others below', () => {
    expect(gallery(12, 375, 660).tiles).toHaveLength(6)
    const { main, tiles } = stageLayout({
      ...{ tiles: 8, width: 375, height: 660 },
      ...{ main: 'person', tabs: false, page: 0 },
    })
    for (const rect of tiles) expect(rect.top).toBeGreaterThan((main?.top ?? 0) + (main?.height ?? 0))
    expect(tiles.length).toBeGreaterThanOrEqual(3)
  })
})
