import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, ElectronApplication } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { enterOwnMeeting } from '../fixtures/enterOwnMeeting.ts'
import { electronProgram, electronWords, launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { NotificationServer } from '../fixtures/NotificationServer.ts'
import { Participant } from '../fixtures/Participant.ts'
import { pressKeys } from '../fixtures/pressKeys.ts'
import { chooseInTray, trayHint, trayLabels, watchShell } from '../fixtures/shellWatch.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let browser: Browser
let host: RunningHost
let running: RunningApp | null = null

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterEach(async () => {
  await running?.stop()
  running = null
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

/** Whether the app's own window is to be seen. */
const shown = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    const own = BrowserWindow.getAllWindows().find((window) => !window.isAlwaysOnTop())
    return own !== undefined && own.isVisible() && !own.isMinimized()
  })
/** What keeps the computer awake, by Electron's numbers. */
const awake = (app: ElectronApplication) =>
  app.evaluate(({ powerSaveBlocker }) =>
    Array.from({ length: 20 }, (_number, id) => id).filter((id) => powerSaveBlocker.isStarted(id)),
  )
const hide = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => !window.isAlwaysOnTop())
      ?.hide()
  })

test('the tray shows the call and its entries act on it; the computer is kept awake until all is over', async () => {
  const entered = await enterOwnMeeting()
  running = entered.running
  const { alice } = entered
  const { app } = running
  await watchShell(app)
  expect(await awake(app)).toHaveLength(1)
  await alice.button('Mute microphone').click()
  await expect.poll(() => trayHint(app)).toBe('Hearth: in a call, muted')
  expect(await trayLabels(app)).toEqual(['Open Hearth', 'Unmute', 'Stop hosting', 'Quit'])
  await chooseInTray(app, 'Unmute')
  await alice.button('Mute microphone').waitFor()
  await expect.poll(() => trayHint(app)).toBe('Hearth: in a call')
  await chooseInTray(app, 'Mute')
  await alice.button('Unmute microphone').waitFor()

  await alice.button('Share screen').click()
  await running.page.getByRole('radio').first().check()
  await alice.button('Share').click()
  await expect.poll(() => trayLabels(app)).toContain('Stop sharing')
  await chooseInTray(app, 'Stop sharing')
  await alice.button('Share screen').waitFor()

  await hide(app)
  expect(await shown(app)).toBe(false)
  await chooseInTray(app, 'Open Hearth')
  await expect.poll(() => shown(app)).toBe(true)

  await alice.button('Leave').click()
  await alice.button('Rejoin').waitFor()
  await expect.poll(() => trayHint(app)).toBe('Hearth: hosting')
  expect(await awake(app), 'it still hosts').toHaveLength(1)
  await alice.button('Rejoin').click()
  await alice.button('Leave').waitFor()
  await chooseInTray(app, 'Stop hosting')
  await expect.poll(() => trayHint(app)).toBe('Hearth')
  await expect.poll(() => awake(app)).toEqual([])
  const closed = app.waitForEvent('close')
  await chooseInTray(app, 'Quit')
  await closed
})

test('keys for the whole system mute and talk while the window is hidden, and only during a call', async () => {
  const entered = await enterOwnMeeting()
  running = entered.running
  const { alice } = entered
  const { app, page } = running
  await page.evaluate(() => window.hearth?.['settings.change']({ muteKey: 'Control+Shift+M', talkKey: 'F8' }))
  await hide(app)
  await pressKeys('ctrl+shift+m')
  await alice.button('Unmute microphone').waitFor({ state: 'attached' })
  await pressKeys('F8')
  await alice.button('Mute microphone').waitFor({ state: 'attached' })
  await pressKeys('F8')
  await alice.button('Unmute microphone').waitFor({ state: 'attached' })
  await alice.button('Leave').click()
  await alice.button('Rejoin').waitFor()
  const held = () =>
    app.evaluate(({ globalShortcut }) =>
      ['Control+Shift+M', 'F8'].filter((key) => globalShortcut.isRegistered(key)),
    )
  await expect.poll(held).toEqual([])
})

test('news comes as notifications of the system while the window is away, and a click brings it back', async () => {
  const desktop = await NotificationServer.start()
  try {
    const entered = await enterOwnMeeting({ words: ['--room', 'standup'], env: desktop.env })
    running = entered.running
    const { alice } = entered
    const { app, page } = running
    const link = await alice.inviteLink()
    await hide(app)
    // Playwright keeps every page of the app in the belief that it has the focus.
    await page.evaluate(() => {
      document.hasFocus = () => false
    })
    const bob = await (await Participant.open(browser, link, 'Bob')).join()
    const first = { title: 'Bob joined your meeting', body: 'standup' }
    await expect.poll(() => desktop.shown()).toEqual([first])
    // Such a server reads marks of HTML, which nobody but the app may set.
    await bob.say('are you <b>there</b>? 1 < 2 & 3')
    const second = { title: 'Bob', body: 'are you &lt;b&gt;there&lt;/b&gt;? 1 &lt; 2 &amp; 3' }
    await expect.poll(() => desktop.shown()).toEqual([first, second])
    expect(await shown(app)).toBe(false)
    // An hour later.
    await app.evaluate(() => {
      process.getBuiltinModule('v8').setFlagsFromString('--expose-gc')
      process.getBuiltinModule('vm').runInNewContext('gc')()
    })
    await desktop.click()
    await expect.poll(() => shown(app)).toBe(true)

    // The next click is on what comes next.
    await desktop.putAway()
    await alice.button('More').click()
    await page.getByRole('menuitem', { name: 'Who may join' }).click()
    await page.getByRole('checkbox', { name: 'Let people in one by one' }).click()
    await page.keyboard.press('Escape')
    await hide(app)
    const zoe = await Participant.open(browser, link, 'Zoe')
    await zoe.button('Join').click()
    await zoe.button('Join now').click()
    const third = { title: 'Zoe is waiting to be let in', body: 'standup' }
    await expect.poll(() => desktop.shown()).toEqual([first, second, third])
    await desktop.click()
    await alice.button('Admit Zoe').click()
    await alice.tile('Zoe').waitFor()

    await page.evaluate(() => window.hearth?.['settings.change']({ notifications: false }))
    await hide(app)
    await bob.say('and now?')
    await alice.reads('and now?')
    expect((await desktop.shown()).map(({ body }) => body)).not.toContain('and now?')
  } finally {
    await desktop.stop()
  }
})

test('the mini window mutes while the window is minimised or hidden, and brings it back', async () => {
  const entered = await enterOwnMeeting()
  running = entered.running
  const { alice } = entered
  const { app, page } = running
  const bob = await (await Participant.open(browser, await alice.inviteLink(), 'Bob')).join()
  await alice.sees('Bob')
  const opened = app.waitForEvent('window')
  await alice.button('More').click()
  await page.getByRole('menuitem', { name: 'Mini window' }).click()
  const mini = await opened
  await mini.getByRole('group', { name: 'Bob' }).waitFor()
  const away = (how: 'minimize' | 'hide') =>
    app.evaluate(({ BrowserWindow }, what) => {
      BrowserWindow.getAllWindows()
        .find((window) => !window.isAlwaysOnTop())
        ?.[what]()
    }, how)
  const miniSeen = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().some((window) => window.isAlwaysOnTop() && window.isVisible()),
    )
  /** Frames of Bob's that the mini window has drawn. */
  const frames = () =>
    mini
      .locator('video')
      .evaluate((video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames)

  await away('minimize')
  await mini.getByRole('button', { name: 'Mute microphone' }).click()
  await bob.showsMuted('Alice')
  await away('hide')
  await expect.poll(() => shown(app)).toBe(false)
  expect(await miniSeen()).toBe(true)
  const before = await frames()
  await expect.poll(frames).toBeGreaterThan(before + 5)
  await mini.getByRole('button', { name: 'Unmute microphone' }).click()
  await alice.button('Mute microphone').waitFor({ state: 'attached' })

  await mini.getByRole('button', { name: 'Back to the call' }).dispatchEvent('click')
  await expect.poll(() => shown(app)).toBe(true)
  await expect.poll(() => app.windows().length).toBe(1)
})

test.each(['an invite link', 'an invitation that was saved'])(
  'a second start with %s brings the first to the front, which joins',
  async (what) => {
    running = await launchApp({
      words: ['--name', 'Alice'],
      switches: ['--use-fake-device-for-media-stream'],
    })
    const { app, page, userData } = running
    const link = `${host.base}?room=second#fp=${host.fingerprint}`
    const bob = await (await Participant.open(browser, link, 'Bob')).join()
    // The app knows its person only from an earlier meeting.
    await page.evaluate(() => localStorage.setItem('hearth', JSON.stringify({ name: 'Alice' })))
    await hide(app)
    const word = what === 'an invite link' ? link : await savedInvitation(bob, userData)
    const second = new Promise<number | null>((settle) => {
      const child = execFile(electronProgram(), [...electronWords(userData), word], () =>
        settle(child.exitCode),
      )
    })
    expect(await second).toBe(0)
    await expect.poll(() => shown(app)).toBe(true)
    const alice = Participant.of(page, 'Alice')
    await alice.enter()
    await alice.sees('Bob')
    await bob.sees('Alice')
  },
)

/** Saves the invitation as a guest does. @returns its path. */
async function savedInvitation(guest: Participant, folder: string): Promise<string> {
  await guest.button('Invite').click()
  const saved = guest.page.waitForEvent('download')
  await guest.button('Save as a file').click()
  const download = await saved
  const path = join(folder, download.suggestedFilename())
  await download.saveAs(path)
  return path
}

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
  await page.getByRole('button', { name: 'Settings' }).waitFor()
  expect(await shown(app)).toBe(false)
  await app.evaluate(({ app: electron }) => electron.emit('activate'))
  await expect.poll(() => shown(app)).toBe(true)
})
