import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { BrowserWindow } from 'electron'
import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { enterOwnMeeting } from '../fixtures/enterOwnMeeting.ts'
import type { RunningApp } from '../fixtures/launchApp.ts'
import type { Participant } from '../fixtures/Participant.ts'
import { clickScreen } from '../fixtures/clickScreen.ts'

const run = promisify(execFile)
let running: RunningApp | null = null
afterEach(() => running?.stop())

async function enter(): Promise<{ app: RunningApp; alice: Participant }> {
  const { running: app, alice } = await enterOwnMeeting()
  running = app
  return { app, alice }
}

/** Picks the first screen in the app's own picker. */
async function shareScreen(app: RunningApp, alice: Participant): Promise<Page> {
  const opened = app.app.waitForEvent('window', (page) => page.url() === 'about:blank')
  await alice.button('Share screen').click()
  await app.page
    .getByRole('radio', { name: /screen/i })
    .first()
    .check()
  await alice.button('Share').click()
  const bar = await opened
  await bar.getByRole('main', { name: 'What you share' }).waitFor()
  await alice.button('Stop sharing').waitFor()
  return bar
}

/** Where the windows above all others are: the frame, and the bar. */
const above = ({ app }: RunningApp) =>
  app.evaluate(({ BrowserWindow: Windows }) =>
    Windows.getAllWindows()
      .filter((window) => window.isAlwaysOnTop() && window.isVisible())
      .map((window) => window.getBounds())
      .toSorted((one, other) => other.width - one.width),
  )

/** The colour of the screen itself at some points: red, green and blue. */
const coloursAt = ({ app }: RunningApp, points: readonly (readonly [number, number])[]) =>
  app.evaluate(async ({ desktopCapturer, screen }, at) => {
    const { width, height } = screen.getPrimaryDisplay().size
    const [shown] = await desktopCapturer.getSources({
      types: ['screen'],
      thumbnailSize: { width, height },
    })
    const pixels = shown?.thumbnail.toBitmap() ?? Buffer.alloc(0)
    return at.map(([x, y]) => {
      const [blue, green, red] = pixels.subarray((y * width + x) * 4)
      return [red, green, blue]
    })
  }, points)

const FRAME = [217, 101, 29]

test('a screen that is shared has a frame and a bar that really ends it', async () => {
  const { app, alice } = await enter()
  await app.app.evaluate(({ BrowserWindow: Windows }) => {
    const hidden: number[] = []
    Object.assign(globalThis, { hiddenFromCapture: hidden })
    const { setContentProtection } = Windows.prototype
    Windows.prototype.setContentProtection = function (this: BrowserWindow, on: boolean) {
      if (on) hidden.push(this.id)
      setContentProtection.call(this, on)
    }
  })
  const { width, height } = await app.app.evaluate(({ screen }) => screen.getPrimaryDisplay().size)
  const place = await app.app.evaluate(({ BrowserWindow: Windows }) =>
    Windows.getAllWindows()[0]?.getContentBounds(),
  )
  const { x: left = 0, y: top = 0, height: tall = 0 } = place ?? {}
  // In the corner of the app's window, where nothing moves.
  const inside = [left + 4, top + tall - 4] as const
  const before = await coloursAt(app, [inside])
  const bar = await shareScreen(app, alice)

  const edges = [
    [2, 300],
    [300, 1],
    [width - 3, 300],
    [300, height - 3],
  ] as const
  await expect.poll(() => coloursAt(app, edges)).toEqual(edges.map(() => FRAME))
  // The window is painted anew now and then, and white for a moment.
  await expect.poll(() => coloursAt(app, [inside]), { message: 'nothing lies on the middle' }).toEqual(before)
  const [frame, strip] = await above(app)
  expect(frame?.width).toBeGreaterThanOrEqual(width - 1)
  expect(strip).toMatchObject({ width: 400, height: 48, x: (width - 400) / 2 })
  const hidden = await app.app.evaluate(() => Reflect.get(globalThis, 'hiddenFromCapture'))
  expect(hidden, 'others are not to see frame and bar').toHaveLength(2)

  // A real click goes through the frame to what is below it.
  const mute = await alice.button('Mute microphone').boundingBox()
  await clickScreen(left + (mute?.x ?? 0) + 10, top + (mute?.y ?? 0) + 10)
  await alice.button('Unmute microphone').waitFor()

  await bar.getByText(/^You are sharing: /).waitFor()
  const background = () =>
    bar.evaluate(() => getComputedStyle(document.querySelector('main') as Element).backgroundColor)
  for (const [theme, colour] of [
    ['dark', 'rgb(31, 29, 28)'],
    ['light', 'rgb(255, 255, 255)'],
  ] as const) {
    await app.page.evaluate((chosen) => window.hearth?.['settings.change']({ theme: chosen }), theme)
    await expect.poll(background).toBe(colour)
  }
  const stop = await bar.getByRole('button', { name: /^Stop sharing: / }).boundingBox()
  await clickScreen((strip?.x ?? 0) + (stop?.x ?? 0) + 10, (strip?.y ?? 0) + (stop?.y ?? 0) + 10)
  await alice.button('Share screen').waitFor()
  await expect.poll(() => above(app)).toEqual([])
  expect(await coloursAt(app, [[2, 300]])).not.toEqual([FRAME])
})

test('frame and bar are gone when the call ends', async () => {
  const { app, alice } = await enter()
  await shareScreen(app, alice)
  expect(await above(app)).toHaveLength(2)
  await alice.button('Leave').click()
  await alice.button('Rejoin').waitFor()
  await expect.poll(() => above(app)).toEqual([])
})

test('frame and bar are gone when the page dies, and the app knows that it is in no call', async () => {
  const { app, alice } = await enter()
  await shareScreen(app, alice)
  expect(await above(app)).toHaveLength(2)
  await app.app.evaluate(({ BrowserWindow: Windows }) => {
    const own = Windows.getAllWindows().find((window) => !window.isAlwaysOnTop())
    own?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => above(app)).toEqual([])
  const windows = () => app.app.evaluate(({ BrowserWindow: Windows }) => Windows.getAllWindows().length)
  await expect.poll(windows).toBe(1)
})

/** Opens a window of one colour, as another program might. @returns its number at the X server. */
async function openNotes({ app }: RunningApp, colour: string): Promise<string> {
  const id = await app.evaluate(async ({ BrowserWindow: Windows }, page) => {
    const notes = new Windows({ title: 'Notes', width: 300, height: 200, x: 0, y: 0 })
    await notes.loadURL(page)
    return notes.getMediaSourceId().split(':')[1]
  }, `data:text/html,<title>Notes</title><body style="background:${colour}">`)
  // What a window manager says of a window that is open; there is none here.
  await run('xprop', ['-id', id ?? '', '-f', 'WM_STATE', '32c', '-set', 'WM_STATE', '1'])
  return id ?? ''
}

const notesDo = ({ app }: RunningApp, what: 'destroy' | 'turn blue') =>
  app.evaluate(async ({ BrowserWindow: Windows }, wanted) => {
    const notes = Windows.getAllWindows().find((window) => window.getTitle() === 'Notes')
    if (wanted === 'destroy') notes?.destroy()
    else await notes?.webContents.executeJavaScript(`document.body.style.background = 'rgb(0,0,200)'; 0`)
  }, what)

test('the picker shows screens and windows as they are now, keeps a choice, and is left by keyboard', async () => {
  const { app, alice } = await enter()
  const { page } = app
  await alice.button('Share screen').click()
  const dialog = page.getByRole('dialog', { name: 'Share your screen' })
  await dialog.getByRole('radio', { name: 'Entire screen' }).waitFor()
  await dialog.getByRole('tab', { name: 'Screens' }).focus()
  await page.keyboard.press('ArrowRight')
  await dialog.getByText(/^There is no window to share/).waitFor()

  await openNotes(app, 'rgb(200,0,0)')
  const notes = dialog.getByRole('radio', { name: 'Notes' })
  await notes.waitFor()
  const shown = () =>
    dialog
      .locator('label', { hasText: 'Notes' })
      .locator('img')
      .evaluate(async (element) => {
        const picture = element as HTMLImageElement
        await picture.decode()
        const pen = document.createElement('canvas').getContext('2d')
        pen?.drawImage(picture, 0, 0, 32, 18)
        const [red = 0, , blue = 0] = pen?.getImageData(16, 9, 1, 1).data ?? []
        return red > 150 ? 'red' : blue > 150 ? 'blue' : 'neither'
      })
  await expect.poll(shown).toBe('red')
  await notes.focus()
  await page.keyboard.press('Space')
  await notesDo(app, 'turn blue')
  await expect.poll(shown).toBe('blue')
  expect([
    await notes.isChecked(),
    await notes.evaluate((radio) => radio === document.activeElement),
  ]).toEqual([true, true])

  await notesDo(app, 'destroy')
  await dialog.getByRole('status').getByText('“Notes” is not there any more.').waitFor()
  expect(await dialog.getByRole('button', { name: 'Share' }).isDisabled()).toBe(true)

  await openNotes(app, 'rgb(200,0,0)')
  await notes.focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await alice.button('Stop sharing').waitFor()
  // A window may be anywhere on the screen: it has the bar, and no frame.
  await expect.poll(() => above(app)).toHaveLength(1)
  const [bar] = await above(app)
  expect(bar?.width).toBe(400)
  await notesDo(app, 'destroy')
  await alice.button('Share screen').waitFor()
  await expect.poll(() => above(app)).toEqual([])
})
