import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { parsePolicy } from '../../../main/shell/settings/parsePolicy.ts'
import { SettingsStore } from '../../../main/shell/settings/SettingsStore.ts'
import { defaultSettings, settingsChangeSchema } from '../../../protocol/ipc/settings.ts'

let folder: string
let path: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-settings-'))
  path = join(folder, 'inner', 'settings.json')
})
afterEach(() => rm(folder, { recursive: true }))

const open = (policy: object = {}) =>
  SettingsStore.create(path, parsePolicy({ type: 'text', text: JSON.stringify(policy) }))

test('what is chosen is told, kept whole, and found again', async () => {
  const store = await open()
  expect(store.settings).toEqual(defaultSettings)
  const heard: unknown[] = []
  store.onChange(({ theme }) => heard.push(theme))
  await Promise.all([store.change({ theme: 'dark' }), store.change({ muteKey: 'Control+Shift+M' })])
  expect(heard).toEqual(['dark', 'dark'])
  expect((await open()).settings).toEqual({ ...defaultSettings, theme: 'dark', muteKey: 'Control+Shift+M' })
  expect(await readdir(join(folder, 'inner'))).toEqual(['settings.json'])
  // Only choices: new defaults should reach those who made none.
  const kept: unknown = JSON.parse(await readFile(path, 'utf8'))
  expect(kept).toEqual({ version: 1, theme: 'dark', muteKey: 'Control+Shift+M' })
})

test('a setting that is spelled wrongly has its default, and the others stay', async () => {
  await (await open()).change({ theme: 'light' })
  await writeFile(path, JSON.stringify({ theme: 'light', startAtLogin: 'yes', muteKey: 'M', other: 1 }))
  expect((await open()).settings).toEqual({ ...defaultSettings, theme: 'light' })
  await writeFile(path, '{"theme": "li')
  expect((await open()).settings).toEqual(defaultSettings)
})

test('a managed setting has its value, whatever was chosen, and cannot be changed', async () => {
  await (await open()).change({ theme: 'light' })
  const managed = await open({ theme: 'dark' })
  expect(managed.settings.theme).toBe('dark')
  const both = managed.change({ theme: 'light', notifications: false })
  await expect(both).rejects.toMatchObject({ code: 'managed' })
  expect(managed.settings).toEqual({ ...defaultSettings, theme: 'dark' })
  await managed.change({ notifications: false })
  // What was chosen before the policy came holds again after it.
  expect((await open()).settings).toEqual({ ...defaultSettings, theme: 'light', notifications: false })
})

test.each(['M', 'Shift', 'Control+', 'Control+MM', 'Control+Shift+F25', 'MediaPlayPause', ''])(
  'the key %j is none for a whole system',
  (muteKey) => {
    expect(settingsChangeSchema.safeParse({ muteKey }).success).toBe(false)
  },
)

test.each(['Control+Shift+M', 'F8', 'CommandOrControl+Alt+Space', 'Super+1', null])(
  'the key %j is one',
  (talkKey) => {
    expect(settingsChangeSchema.safeParse({ talkKey }).success).toBe(true)
  },
)
