import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'

let running: RunningApp | null = null
afterEach(() => running?.stop())

/** Keeps what the app's tray says from now on. */
function watchTray({ app }: RunningApp): Promise<void> {
  return app.evaluate(({ Tray }) => {
    const { setToolTip } = Tray.prototype
    Tray.prototype.setToolTip = function (text) {
      Object.assign(globalThis, { trayHint: text })
      setToolTip.call(this, text)
    }
  })
}

const trayHint = ({ app }: RunningApp) => app.evaluate(() => Reflect.get(globalThis, 'trayHint'))

test('a call shows in the tray, has its keys, and keeps the computer awake; all of it ends with the call', async () => {
  running = await launchApp({
    words: ['--port', '0', '--name', 'Alice'],
    switches: ['--use-fake-device-for-media-stream'],
  })
  const { app, page } = running
  const registered = () =>
    app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('Control+Shift+M'))
  const awake = () =>
    app.evaluate(({ powerSaveBlocker }) => [0, 1, 2, 3, 4, 5].some((id) => powerSaveBlocker.isStarted(id)))
  await watchTray(running)
  await page.evaluate(() => window.hearth?.['settings.change']({ muteKey: 'Control+Shift+M' }))
  expect([await registered(), await awake()]).toEqual([false, false])

  await page.getByRole('button', { name: 'Host a meeting' }).click()
  await page.getByRole('button', { name: 'Join now' }).click()
  await page.getByRole('button', { name: 'Leave' }).waitFor()
  await expect.poll(() => trayHint(running as RunningApp)).toBe('Hearth: in a call')
  expect([await registered(), await awake()]).toEqual([true, true])

  // What the tray's own entry and the key do.
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('desktop', { wish: 'toggleMute' }),
  )
  await page.getByRole('button', { name: 'Unmute microphone' }).waitFor()
  await expect.poll(() => trayHint(running as RunningApp)).toBe('Hearth: in a call, muted')

  await page.getByRole('button', { name: 'Leave' }).click()
  await page.getByRole('button', { name: 'Rejoin' }).waitFor()
  await expect.poll(() => trayHint(running as RunningApp)).toBe('Hearth: hosting')
  expect(await registered()).toBe(false)
  // It still hosts.
  expect(await awake()).toBe(true)
})

test('where the window is, is kept', async () => {
  running = await launchApp()
  const { app, userData } = running
  await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 60, width: 700, height: 600 }),
  )
  const kept = () => readFile(join(userData, 'window.json'), 'utf8').then(JSON.parse, () => null)
  await expect.poll(kept).toMatchObject({ version: 1, place: { width: 700, height: 600, maximized: false } })
})

test('started out of sight, it has no window to see until it is asked for', async () => {
  running = await launchApp({ words: ['--hidden'] })
  const { app, page } = running
  const shown = () => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await page.getByRole('button', { name: 'Settings' }).waitFor()
  expect(await shown()).toBe(false)
  await app.evaluate(({ app: electron }) => electron.emit('activate'))
  await expect.poll(shown).toBe(true)
})
