import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { type Rect, stageLayout } from '../../../renderer/features/stage/stageLayout.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const content = fc.record({
  people: fc.integer({ min: 1, max: 100 }),
  shares: fc.integer({ min: 0, max: 3 }),
  width: fc.integer({ min: 320, max: 3840 }),
  height: fc.integer({ min: 240, max: 2160 }),
})

function overlap(one: Rect, other: Rect): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  )
}

describe('the stage, however large and full it is,', () => {
  test('gives each tile a place of its own inside of it', () => {
    fc.assert(
      fc.property(content, (given) => {
        const { people, shares } = stageLayout(given)
        expect([people.length, shares.length]).toEqual([given.people, given.shares])
        const all = [...shares, ...people]
        for (const rect of all) {
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

  test('gives all people the same size, and wide screens widescreen tiles', () => {
    fc.assert(
      fc.property(content, (given) => {
        const { people } = stageLayout({ ...given, shares: 0 })
        const [first] = people
        for (const rect of people) expect([rect.width, rect.height]).toEqual([first?.width, first?.height])
        if (first === undefined || given.width < 600 || first.height < 40) return
        expect(Math.abs(first.width / first.height - 16 / 9)).toBeLessThan(0.1)
      }),
    )
  })

  test('centres every row, the last one too', () => {
    fc.assert(
      fc.property(content, (given) => {
        const { people } = stageLayout({ ...given, shares: 0 })
        const rows = Map.groupBy(people, (rect) => rect.top)
        for (const row of rows.values()) {
          const left = Math.min(...row.map((rect) => rect.left))
          const right = Math.max(...row.map((rect) => rect.left + rect.width))
          // Half a pixel cannot be given to both sides.
          expect(Math.abs(left - (given.width - right))).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('gives a share more room than any person', () => {
    fc.assert(
      fc.property(content, (given) => {
        const { people, shares } = stageLayout({ ...given, shares: 1 })
        const area = (rect: Rect | undefined) => (rect?.width ?? 0) * (rect?.height ?? 0)
        expect(area(shares[0])).toBeGreaterThan(area(people[0]))
      }),
    )
  })
})

test('two people in a squarish window sit side by side', () => {
  const { people } = stageLayout({ people: 2, shares: 0, width: 1280, height: 736 })
  expect(new Set(people.map((rect) => rect.top)).size).toBe(1)
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
    const layout = stageLayout({ people, shares: 0, width: 1280, height: 690 })
    const firstRow = layout.people.filter((rect) => rect.top === layout.people[0]?.top)
    expect(firstRow).toHaveLength(columns)
  })
})

test('two people on a phone stand above each other and use its height', () => {
  const { people } = stageLayout({ people: 2, shares: 0, width: 360, height: 650 })
  expect(new Set(people.map((rect) => rect.left)).size).toBe(1)
  expect(people.reduce((sum, rect) => sum + rect.height, 0)).toBeGreaterThan(600)
})
