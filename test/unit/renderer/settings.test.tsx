import { screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
// Fetched when it is first opened, which a busy machine takes long for.
import '../../../renderer/app/AppSettings.tsx'
import { matchesSearch } from '../../../renderer/screens/settings/matchesSearch.ts'
import { hotkeyOf } from '../../../renderer/screens/settings/inputs/hotkeyOf.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { browserPlatform, fakeApp, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

async function openSettings(platform = fakeApp().platform) {
  const drawn = await drawApp(platform, fakeSurroundings(FakeMeeting.ready()))
  await drawn.user.click(screen.getByRole('button', { name: 'Settings' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Settings' }))
  return { ...drawn, dialog }
}

const changes = ({ calls }: { readonly calls: readonly string[] }) =>
  calls.filter((call) => call.startsWith('change'))

describe('the settings', () => {
  test('are found by their words and change at once', async () => {
    const app = fakeApp()
    const { user, dialog } = await openSettings(app.platform)
    await user.type(dialog.getByRole('textbox', { name: 'Find a setting' }), 'DARK mode')
    expect(dialog.queryByRole('checkbox')).toBeNull()
    await user.selectOptions(dialog.getByRole('combobox', { name: 'Colours' }), 'Dark')
    expect(changes(app)).toEqual(['change {"theme":"dark"}'])
    expect(document.documentElement.dataset['theme']).toBe('dark')
    await user.type(dialog.getByRole('textbox', { name: 'Find a setting' }), ' nothing')
    expect(dialog.getByText('No setting has these words.')).toBeDefined()
  })

  test('take keys for the whole system as they are pressed', async () => {
    const app = fakeApp()
    const { user, dialog } = await openSettings(app.platform)
    await user.click(dialog.getByRole('textbox', { name: 'Mute key' }))
    await user.keyboard('{Control>}{Shift>}{m}{/Shift}{/Control}')
    expect(changes(app)).toEqual(['change {"muteKey":"Control+Shift+M"}'])
    await user.click(dialog.getByRole('button', { name: 'Remove' }))
    expect(changes(app).at(-1)).toBe('change {"muteKey":null}')
  })

  test('in a browser are those that mean something there', async () => {
    const { dialog } = await openSettings(browserPlatform)
    expect(dialog.getByRole('combobox', { name: 'Colours' })).toBeDefined()
    expect(dialog.queryByText('Mute key')).toBeNull()
    expect(dialog.getAllByRole('checkbox')).toHaveLength(1)
  })
})

describe('what an administrator has decided', () => {
  test('cannot be changed and says so', async () => {
    const app = fakeApp({
      policy: { managed: ['theme', 'closeToTray', 'muteKey'], port: 9000, screenShare: false },
      settings: { theme: 'dark', muteKey: 'F8' },
    })
    const { dialog } = await openSettings(app.platform)
    const theme = dialog.getByRole('combobox', { name: 'Colours' })
    expect(theme).toHaveProperty('disabled', true)
    expect(theme).toHaveProperty('value', 'dark')
    expect(dialog.getByRole('checkbox', { name: /^Stay in a call/ })).toHaveProperty('disabled', true)
    expect(dialog.getByRole('textbox', { name: 'Mute key' })).toHaveProperty('disabled', true)
    expect(dialog.queryByRole('button', { name: 'Remove' })).toBeNull()
    expect(dialog.getByRole('checkbox', { name: 'Show notifications' })).toHaveProperty('disabled', false)
    expect(dialog.getAllByText('Managed by your organisation')).toHaveLength(3)
    expect(dialog.getByText('Meetings here are hosted on port 9000.')).toBeDefined()
    expect(dialog.getByText('Sharing the screen is turned off.')).toBeDefined()
  })

  test('takes hosting away, and a broken policy is said on Home', async () => {
    const { platform } = fakeApp({
      policy: { hosting: false, problems: [{ code: 'policy_bad_value', key: 'hosting' }] },
    })
    await drawApp(platform, fakeSurroundings(FakeMeeting.ready()))
    expect(screen.queryByRole('button', { name: 'Host a meeting' })).toBeNull()
    expect(screen.getByRole('alert').textContent).toMatch(/“hosting”.*\(policy_bad_value\)/)
  })

  test('offers hosts, on which a room name is enough', async () => {
    const { platform } = fakeApp({ policy: { hosts: ['https://a.example/', 'https://b.example:8443/'] } })
    const around = fakeSurroundings(FakeMeeting.ready())
    const { user } = await drawApp(platform, around)
    await user.type(screen.getByRole('textbox', { name: 'Room' }), 'demo')
    await user.type(screen.getByRole('textbox', { name: 'Your name' }), 'Alice')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Host of the room' }), 'b.example:8443')
    await user.click(screen.getByRole('button', { name: 'Join' }))
    await screen.findByRole('button', { name: 'Join now' })
    expect(around.opened).toMatchObject([{ base: 'https://b.example:8443/', room: 'demo' }])
  })

  test('leaves out backgrounds and noise suppression, and keeps what was chosen', async () => {
    const { platform } = fakeApp({ policy: { effects: false, hosts: ['https://a.example/'] } })
    const remembered = { name: 'Alice', effects: { background: 'blur', suppressNoise: true } }
    const around = fakeSurroundings(FakeMeeting.ready(), { remembered })
    const { user, model } = await drawApp(platform, around)
    await user.type(screen.getByRole('textbox', { name: 'Room' }), 'demo{Enter}')
    await screen.findByRole('button', { name: 'Join now' })
    expect(screen.queryByRole('button', { name: 'Background and noise…' })).toBeNull()
    expect(around.opened[0]?.wish.effects).toEqual({ background: 'none', suppressNoise: false })
    expect(model.memory.read().effects).toEqual(remembered.effects)
  })
})

test.each([
  ['Farben für Nächte', 'nachte', true],
  ['Push to talk', 'talk push', true],
  ['Push to talk', 'talk pull', false],
  ['anything', '  ', true],
])('the search in %j for %j', (text, search, found) => {
  expect(matchesSearch(text, search)).toBe(found)
})

test.each([
  ['KeyM', { ctrlKey: true, shiftKey: true }, 'Control+Shift+M'],
  ['Digit1', { metaKey: true }, 'Super+1'],
  ['F8', {}, 'F8'],
  ['Space', { altKey: true }, 'Alt+Space'],
  ['KeyM', { shiftKey: true }, null],
  ['KeyM', {}, null],
  ['ShiftLeft', { shiftKey: true, ctrlKey: true }, null],
])('the press of %s with %j is %j', (code, held, key) => {
  const none = { ctrlKey: false, altKey: false, shiftKey: false, metaKey: false }
  expect(hotkeyOf({ ...none, ...held, code })).toBe(key)
})
