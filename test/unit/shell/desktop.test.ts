import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { GlobalShortcuts } from '../../../main/shell/desktop/GlobalShortcuts.ts'
import { startAtLogin } from '../../../main/shell/desktop/startAtLogin.ts'
import { trayHint, trayMenu } from '../../../main/shell/desktop/trayMenu.ts'
import { drawBadge } from '../../../main/shell/desktop/drawBadge.ts'
import { fitWindowBounds } from '../../../main/shell/window/fitWindowBounds.ts'

const nothing = () => undefined
const actions = {
  open: nothing,
  toggleMute: nothing,
  stopSharing: nothing,
  stopHosting: nothing,
  quit: nothing,
}

test.each([
  [{ call: null, hosting: false }, 'Hearth', ['Open Hearth', 'Quit']],
  [{ call: null, hosting: true }, 'Hearth: hosting', ['Open Hearth', 'Stop hosting', 'Quit']],
  [
    { call: { muted: true, sharing: [] }, hosting: false },
    'Hearth: in a call, muted',
    ['Open Hearth', 'Unmute', 'Quit'],
  ],
  [
    { call: { muted: false, sharing: ['screen:0:0'] }, hosting: true },
    'Hearth: in a call',
    ['Open Hearth', 'Mute', 'Stop sharing', 'Stop hosting', 'Quit'],
  ],
])('the tray of %j', (facts, hint, labels) => {
  expect(trayHint(facts)).toBe(hint)
  const shown = trayMenu(facts, actions).flatMap(({ label }) => label ?? [])
  expect(shown).toEqual(labels)
})

test('the mark lies in the lower right corner and nowhere else', () => {
  const plain = Buffer.alloc(8 * 8 * 4, 7)
  const marked = drawBadge(plain, 8, [200, 100, 50])
  const pixel = (x: number, y: number) => [...marked.subarray((y * 8 + x) * 4, (y * 8 + x) * 4 + 4)]
  expect(pixel(6, 6)).toEqual([50, 100, 200, 255])
  expect(pixel(1, 6)).toEqual([7, 7, 7, 7])
  expect(plain.every((byte) => byte === 7)).toBe(true)
})

/** The system's keys, some of which other programs have. */
function systemKeys(others: readonly string[] = []) {
  const held = new Map<string, () => void>()
  return {
    held,
    register(key: string, pressed: () => void) {
      if (others.includes(key) || held.has(key)) return false
      held.set(key, pressed)
      return true
    },
    unregister: (key: string) => void held.delete(key),
  }
}

test('keys are held during a call only, and do what they are for', () => {
  const system = systemKeys()
  const wishes: string[] = []
  const keys = new GlobalShortcuts(system, (wish) => wishes.push(wish))
  const settings = { muteKey: 'Control+Shift+M', talkKey: 'F8' }
  keys.follow(settings, false)
  expect([...system.held.keys()]).toEqual([])
  keys.follow(settings, true)
  for (const press of system.held.values()) press()
  expect(wishes).toEqual(['toggleMute', 'talk'])
  keys.follow({ muteKey: 'F9', talkKey: null }, true)
  expect([...system.held.keys()]).toEqual(['F9'])
  keys.release()
  expect(system.held.size).toBe(0)
})

test('a key that another program has, or that means two things, is told', () => {
  const keys = new GlobalShortcuts(systemKeys(['F8']), nothing)
  keys.follow({ muteKey: 'F8', talkKey: 'F9' }, false)
  expect(keys.taken).toEqual(['muteKey'])
  keys.follow({ muteKey: 'F9', talkKey: 'F9' }, true)
  expect(keys.taken).toEqual(['talkKey'])
})

test('on Linux the start at login is a file of the desktop, and none again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-login-'))
  const item = { command: ['/opt/My Hearth/hearth', '--hidden'], configFolder: folder }
  const app = { setLoginItemSettings: nothing }
  await startAtLogin(app, 'linux', true, item)
  const entry = await readFile(join(folder, 'autostart/hearth.desktop'), 'utf8')
  expect(entry).toContain('Exec="/opt/My Hearth/hearth" "--hidden"\n')
  await startAtLogin(app, 'linux', false, item)
  expect(await readdir(join(folder, 'autostart'))).toEqual([])
  await rm(folder, { recursive: true })
})

test('elsewhere the system is asked', async () => {
  const asked: unknown[] = []
  const app = { setLoginItemSettings: (settings: unknown) => void asked.push(settings) }
  await startAtLogin(app, 'win32', true, { command: ['C:\\hearth.exe', '--hidden'], configFolder: '' })
  expect(asked).toEqual([{ openAtLogin: true, args: ['--hidden'] }])
})

const screen = { x: 0, y: 0, width: 1920, height: 1040 }
const place = { x: 100, y: 100, width: 1120, height: 760, maximized: false }

test.each([
  ['where it was', place, [screen], place],
  ['on the second display', { ...place, x: 2000 }, [screen, { ...screen, x: 1920 }], { ...place, x: 2000 }],
  ['on a display that is gone', { ...place, x: 2000 }, [screen], null],
  ['above the edge', { ...place, y: -40 }, [screen], null],
  ['almost out of sight', { ...place, x: 1850 }, [screen], null],
  ['larger than the display', { ...place, width: 4000 }, [screen], { ...place, width: 1920 }],
  ['without any display', place, [], null],
])('a window %s', (_where, last, areas, expected) => {
  expect(fitWindowBounds(last, areas)).toEqual(expected)
})
