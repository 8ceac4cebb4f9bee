import fc from 'fast-check'
import { expect, test } from 'vitest'
import { panBy, pixelScale, whole, zoomAt } from '../../../renderer/call/stage/zoom/zoomGeometry.ts'

const frame = { width: 1000, height: 600 }
const screen = { width: 2560, height: 1440 }
const middle = { x: 0, y: 0 }

test('what lies under the pointer stays there', () => {
  const zoom = zoomAt(whole, 2, { x: 200, y: -100 }, frame, screen)
  expect(zoom).toEqual({ scale: 2, x: -200, y: 100 })
  expect(zoomAt(zoom, 0.5, { x: 200, y: -100 }, frame, screen)).toEqual(whole)
})

test('a pixel of the picture becomes one of the screen, or twice the size where that is no closer look', () => {
  expect(pixelScale(frame, screen, 1)).toBeCloseTo(2.56)
  expect(pixelScale(frame, screen, 2)).toBeCloseTo(1.28)
  expect(pixelScale(frame, { width: 640, height: 360 }, 1)).toBe(2)
  expect(pixelScale(frame, { width: 0, height: 0 }, 1)).toBe(2)
})

test('however it is zoomed and dragged, no edge comes further in than it must', () => {
  const act = fc.record({
    factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
    x: fc.integer({ min: -2000, max: 2000 }),
    y: fc.integer({ min: -2000, max: 2000 }),
  })
  fc.assert(
    fc.property(fc.array(act), (acts) => {
      let zoom = whole
      for (const { factor, x, y } of acts) {
        zoom = panBy(zoomAt(zoom, factor, { x: x / 10, y: y / 10 }, frame, screen), { x, y }, frame, screen)
        expect(zoom.scale).toBeGreaterThanOrEqual(1)
        expect(zoom.scale).toBeLessThanOrEqual(8)
        expect(Math.abs(zoom.x)).toBeLessThanOrEqual((1000 * zoom.scale - 1000) / 2 + 1e-6)
        // The screen is flatter than the frame: it has its bars above and below until it is large enough.
        expect(Math.abs(zoom.y)).toBeLessThanOrEqual(Math.max(0, 562.5 * zoom.scale - 600) / 2 + 1e-6)
      }
      expect(zoomAt(zoom, 0.01, middle, frame, screen)).toEqual(whole)
    }),
  )
})
