import { expect, test } from 'vitest'
import { ScreenPicker } from '../../../main/shell/screens/ScreenPicker.ts'

const source = { id: 'screen:1:0', name: 'Entire screen', kind: 'screen', thumbnail: 'data:,' } as const
const picker = () => new ScreenPicker(async () => [source])

test('without a choice there is nothing to capture', () => {
  expect(picker().take()).toBeNull()
})

test('a choice counts once', async () => {
  const screens = picker()
  expect(await screens.list()).toEqual([source])
  screens.choose(source.id, true)
  expect(screens.take()).toEqual({ id: source.id, name: 'Entire screen', sound: true })
  expect(screens.take()).toBeNull()
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
