import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { paintScreens, TONE_HZ } from '../fixtures/paintedScreen.ts'
import { Participant } from '../fixtures/Participant.ts'
import { spoilConsumers } from '../fixtures/spoilConsumers.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

const text = paintScreens([{ width: 1920, height: 1080, ink: 'black' }])
/** Small ones, because here many are encoded and decoded at once. */
const several = paintScreens([
  { width: 960, height: 540, ink: 'black' },
  { width: 640, height: 360, ink: 'rgb(200, 0, 0)' },
])

let browser: Browser
let host: RunningHost

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await host.stop()
})

const enter = async (room: string, name: string, prepare: typeof text) =>
  (await Participant.open(browser, `${host.base}?room=${room}`, name, { prepare })).join()

interface Likeness {
  /** Of brightness, in decibels; 50 and more: no eye sees a difference. */
  readonly psnr: number
  /** The same for this very screen, made as coarse as with half the lines. */
  readonly coarse: number
  readonly lines: number
}

/** How like a page's picture of a share is to the screen as it was painted. Without the corners, where it blinks. */
function likeness(viewer: Participant, tile: string, number: number): Promise<Likeness> {
  return viewer
    .tile(tile)
    .locator('video')
    .evaluate(async (element, screen) => {
      const video = element as HTMLVideoElement
      await new Promise<void>((resolve) => video.requestVideoFrameCallback(() => resolve()))
      const { videoWidth: width, videoHeight: height } = video
      const drawn = (draw: (pen: CanvasRenderingContext2D) => void, scale = 1) => {
        const canvas = document.createElement('canvas')
        Object.assign(canvas, { width: width * scale, height: height * scale })
        const pen = canvas.getContext('2d', { willReadFrequently: true })
        if (pen === null) throw new Error('There is nothing to draw with.')
        draw(pen)
        return pen
      }
      const brightness = (pen: CanvasRenderingContext2D) => {
        const { data } = pen.getImageData(20, 20, width - 40, height - 40)
        const values = new Float32Array(data.length / 4)
        for (let at = 0; at < values.length; at += 1) {
          const [red = 0, green = 0, blue = 0] = data.subarray(at * 4, at * 4 + 3)
          values[at] = 0.299 * red + 0.587 * green + 0.114 * blue
        }
        return values
      }
      const source = drawn((pen) => window.paintScreen?.(pen, screen))
      const shown = drawn((pen) => pen.drawImage(video, 0, 0, width, height))
      const half = drawn((pen) => pen.drawImage(source.canvas, 0, 0, width / 2, height / 2), 0.5)
      const coarse = drawn((pen) => pen.drawImage(half.canvas, 0, 0, width, height))
      const wanted = brightness(source)
      const psnr = (pen: CanvasRenderingContext2D) => {
        const got = brightness(pen)
        const sum = got.reduce((total, value, at) => total + (value - (wanted[at] ?? 0)) ** 2, 0)
        return 10 * Math.log10(255 ** 2 / (sum / got.length))
      }
      return { psnr: psnr(shown), coarse: psnr(coarse), lines: height }
    }, number)
}

/** The loudest frequency of what a page plays of others, and how loud the whole is, from 0 to 1. */
function heard({ page }: Participant): Promise<{ hz: number; level: number }> {
  return page.evaluate(async () => {
    const context = new AudioContext({ sampleRate: 48_000 })
    await context.resume()
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 })
    for (const { srcObject } of document.querySelectorAll('audio'))
      if (srcObject instanceof MediaStream) context.createMediaStreamSource(srcObject).connect(analyser)
    const began = context.currentTime
    while (context.currentTime < began + 1) await new Promise((resolve) => requestAnimationFrame(resolve))
    const spectrum = new Float32Array(analyser.frequencyBinCount)
    analyser.getFloatFrequencyData(spectrum)
    const samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(samples)
    await context.close()
    const level = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length)
    return { hz: (spectrum.indexOf(Math.max(...spectrum)) * 24_000) / spectrum.length, level }
  })
}

/** How a page sends its shares, in the order in which they began; also those that nobody looks at just now. */
function sharesOf(page: Page): Promise<{ hint: string; frames: number; keeps: string }[]> {
  return page.evaluate(() => {
    const shares = new Map<string, { hint: string; frames: number; keeps: string }>()
    for (const connection of window.testConnections ?? []) {
      if (connection.connectionState === 'closed') continue
      for (const sender of connection.getSenders()) {
        const { track } = sender
        const { encodings, degradationPreference } = sender.getParameters()
        // A later connection holds the stand-ins for when the media worker dies.
        if (!track?.contentHint || shares.has(track.id)) continue
        const frames = encodings[0]?.maxFramerate ?? 0
        shares.set(track.id, { hint: track.contentHint, frames, keeps: degradationPreference ?? '' })
      }
    }
    return [...shares.values()]
  })
}

const PATIENCE = { timeout: 40_000 }
const SHARP = { hint: 'detail', frames: 15, keeps: 'maintain-resolution' }
const SMOOTH = { hint: 'motion', frames: 30, keeps: 'maintain-framerate' }

it('a page of small text in 1080 lines arrives legible, with the sound of the computer', async () => {
  const alice = await enter('text', 'Alice', text)
  const bob = await enter('text', 'Bob', text)
  await bob.button('Mute microphone').click()
  await bob.button('Share screen').click()
  await alice.sees("Bob's screen")
  const seen = async () => {
    const { psnr, coarse, lines } = await likeness(alice, "Bob's screen", 0)
    return lines === 1080 && psnr > coarse + 6 && psnr > 28
  }
  await expect.poll(seen, PATIENCE).toBe(true)
  const tone = async () => {
    const { hz, level } = await heard(alice)
    return Math.abs(hz - TONE_HZ) < 15 && level > 0.1 ? 'the tone' : { hz, level }
  }
  await expect.poll(tone, PATIENCE).toBe('the tone')
})

it('two screens of one person and one of another are shared at once, each with its style and its own end', async () => {
  const alice = await enter('many', 'Alice', several)
  const bob = await enter('many', 'Bob', several)
  await bob.button('Share screen').click()
  await alice.sees("Bob's screen")
  expect(await sharesOf(bob.page)).toEqual([SHARP])

  const sharing = async () => {
    await bob.button('More').click()
    await bob.page.getByRole('menuitem', { name: 'Sharing options' }).click()
    return bob.page.getByRole('dialog', { name: 'Sharing' })
  }
  await (await sharing()).getByRole('combobox', { name: 'What I share next' }).selectOption('motion')
  await bob.button('Share another screen or window').click()
  await alice.sees("Bob's screen 2")
  await expect.poll(() => sharesOf(bob.page), PATIENCE).toEqual([SHARP, SMOOTH])
  await alice.button('Share screen').click()
  await bob.sees("Alice's screen")
  const tabs = alice.page.getByRole('navigation', { name: 'Shared screens' }).getByRole('button')
  await expect
    .poll(() => tabs.allTextContents())
    .toEqual(["Bob's screen", "Bob's screen 2", "Alice's screen"])

  const dialog = await sharing()
  await dialog.getByRole('combobox', { name: 'My screen, with sound', exact: true }).selectOption('motion')
  await expect.poll(() => sharesOf(bob.page), PATIENCE).toEqual([SMOOTH, SMOOTH])
  await dialog.getByRole('button', { name: 'Stop sharing: My screen', exact: true }).click()
  await bob.page.keyboard.press('Escape')
  await expect.poll(() => tabs.allTextContents()).toEqual(["Bob's screen", "Alice's screen"])
  await tabs.filter({ hasText: "Bob's screen" }).click()
  // What is left is the second one, which has other pixels, and it still moves.
  await alice.sees("Bob's screen")
  await expect.poll(async () => (await likeness(alice, "Bob's screen", 1)).lines, PATIENCE).toBe(360)
  await bob.button('Stop sharing').click()
  await tabs.first().waitFor({ state: 'detached' })
  await alice.tile("Alice's screen").waitFor()
})

it('a share that the browser cannot receive costs one tile; what comes with and after it is seen', async () => {
  let spoilNext = () => {}
  const alice = await enter('spoiled', 'Alice', async (page) => {
    spoilNext = await spoilConsumers(page)
  })
  const bob = await enter('spoiled', 'Bob', several)
  // Otherwise his camera may be the next picture.
  await alice.sees('Bob')
  spoilNext()
  await bob.button('Share screen').click()
  await alice.tile("Bob's screen").waitFor()
  await alice.sees('Bob')
  await alice.hears(1)
  expect(await alice.pictureOf("Bob's screen")).toBeNull()
  await bob.button('Stop sharing').click()
  await alice.tile("Bob's screen").waitFor({ state: 'detached' })
  await bob.button('Share screen').click()
  await alice.sees("Bob's screen")
})
