import { expect, test } from 'vitest'
import { borderStrips } from '../../../main/shell/screenShare/borderStrips.ts'
import { ScreenPicker } from '../../../main/shell/screenShare/ScreenPicker.ts'

const source = { id: 'screen:1:0', name: 'Entire screen', kind: 'screen', thumbnail: 'data:,' } as const
const window = { id: 'window:7:0', name: 'Notes', kind: 'window', thumbnail: 'data:,' } as const
const picker = () =>
  new ScreenPicker(async () => [
    { source, display: 60 },
    { source: window, display: null },
  ])

test('without a choice there is nothing to capture', () => {
  expect(picker().take()).toBeNull()
})

test('a choice counts once', async () => {
  const screens = picker()
  expect(await screens.list()).toEqual([source, window])
  screens.choose(source.id, true)
  expect(screens.take()).toEqual({ id: source.id, name: 'Entire screen', sound: true })
  expect(screens.take()).toBeNull()
})

test('the display of a screen that was chosen is known from then on, and a window has none', async () => {
  const screens = picker()
  await screens.list()
  expect(screens.displayOf(source.id)).toBeNull()
  screens.choose(source.id, false)
  screens.choose(window.id, false)
  expect([screens.displayOf(source.id), screens.displayOf(window.id)]).toEqual([60, null])
})

test('what was not shown cannot be chosen', async () => {
  const screens = picker()
  expect(() => screens.choose(source.id, false)).toThrow(expect.objectContaining({ code: 'no_such_source' }))
  await screens.list()
  expect(() => screens.choose('window:9:9', false)).toThrow(
    expect.objectContaining({ code: 'no_such_source' }),
  )
  expect(screens.take()).toBeNull()
})

test('a frame is four edges that meet at the corners, and nothing between them', () => {
  const strips = borderStrips({ width: 10, height: 6 }, 2)
  const covered = (x: number, y: number) =>
    strips.some((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height)
  const rows = Array.from({ length: 6 }, (_row, y) =>
    Array.from({ length: 10 }, (_cell, x) => (covered(x, y) ? '#' : '.')).join(''),
  )
  expect(rows).toEqual(['##########', '##########', '##......##', '##......##', '##########', '##########'])
})
