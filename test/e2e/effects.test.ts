import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { launchApp } from '../fixtures/launchApp.ts'
import { launchBrowser, mediaArguments } from '../fixtures/launchBrowser.ts'
import { noisyVoice } from '../fixtures/noisyVoice.ts'
import { Participant } from '../fixtures/Participant.ts'
import { personCamera } from '../fixtures/personCamera.ts'
import { personDifference, pictureStats } from '../fixtures/pictureStats.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser(personCamera(), undefined, noisyVoice())
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

const link = (room: string) =>
  formatInviteLink({ base: host.base, room: roomNameSchema.parse(room), fingerprint: host.fingerprint })

/** Someone in the lobby. */
async function inLobby(name: string, prepare?: (page: Page) => Promise<unknown>): Promise<Participant> {
  const one = await Participant.open(browser, link('demo'), name, {
    prepare: async (page) => {
      await prepare?.(page)
    },
  })
  await one.button('Join').click()
  await one.page.getByLabel('Camera preview').waitFor()
  return one
}

const preview = (page: Page) => page.getByLabel('How others see you')

async function openEffects({ page }: Participant): Promise<Locator> {
  await page.getByRole('button', { name: 'Background and noise…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Background and noise' })
  await dialog.waitFor()
  return dialog
}

/** Chooses a background and waits until the picture has it and its cost is shown. */
async function choose(dialog: Locator, background: string): Promise<void> {
  await dialog.getByRole('radio', { name: background, exact: true }).check()
  await dialog.getByText(/^Takes [\d.]+ ms of each \d+ ms picture\.$/).waitFor()
}

it('blurs and replaces what is behind a person, loads nothing before and nothing from elsewhere', async () => {
  const asked: URL[] = []
  const alice = await inLobby('Alice', async (page) => {
    page.context().on('request', (request) => asked.push(new URL(request.url())))
  })
  const plain = await pictureStats(alice.page.getByLabel('Camera preview'))
  const loaded = () =>
    asked.filter(({ pathname }) => /wasm|tflite|orker|Effect|(dusk|hills|study|paper).*svg/.test(pathname))
  expect(loaded().map(({ pathname }) => pathname)).toEqual([])

  const dialog = await openEffects(alice)
  await choose(dialog, 'Blur')
  const blurred = await pictureStats(preview(alice.page))
  await choose(dialog, 'Strong blur')
  const strong = await pictureStats(preview(alice.page))
  await choose(dialog, 'Dusk')
  const dusk = await pictureStats(preview(alice.page))

  expect(plain.detail).toBeGreaterThan(4)
  expect(blurred.detail).toBeLessThan(plain.detail / 5)
  expect(strong.detail).toBeLessThan(blurred.detail)
  for (const picture of [blurred, strong, dusk]) expect(personDifference(plain, picture)).toBeLessThan(4)
  // The evening sky is blue; the wall was grey and brown.
  expect(dusk.colour[2] - dusk.colour[0]).toBeGreaterThan(10)
  expect(plain.colour[2] - plain.colour[0]).toBeLessThan(0)

  expect(loaded().some(({ pathname }) => pathname.endsWith('.tflite'))).toBe(true)
  expect([...new Set(asked.map(({ origin }) => origin))].filter((one) => one !== 'null')).toEqual([
    new URL(host.base).origin,
  ])
  await alice.closeTab()
})

it('keeps an own picture on this machine, and shows nothing else after a reload', async () => {
  const sent: string[] = []
  const alice = await inLobby('Alice', async (page) => {
    page.context().on('request', (request) => {
      if (request.method() !== 'GET') sent.push(request.url())
    })
  })
  const dialog = await openEffects(alice)
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'wall.bmp',
    mimeType: 'image/bmp',
    buffer: magentaBitmap(),
  })
  await dialog.getByText('Your picture stays on this computer.', { exact: false }).waitFor()
  await dialog.getByText(/ms picture\.$/).waitFor()
  expect(isMagenta((await pictureStats(preview(alice.page))).colour)).toBe(true)
  expect(sent).toEqual([])

  await alice.page.addInitScript(WATCH_PREVIEW)
  await alice.page.reload()
  await alice.button('Join').click()
  await alice.page.waitForFunction(() => (window.seenColours?.length ?? 0) > 3)
  const seen = (await alice.page.evaluate(() => window.seenColours)) ?? []
  expect(seen.every(isMagenta), JSON.stringify(seen)).toBe(true)
  await alice.closeTab()
})

it('takes noise out of the sound that is sent, and leaves the voice in it', async () => {
  const alice = await inLobby('Alice', (page) =>
    // The browser's own suppression would take part of the noise before ours.
    page.addInitScript(() => {
      const capture = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
      navigator.mediaDevices.getUserMedia = (asked) =>
        capture({
          ...asked,
          ...(asked?.audio && {
            audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
          }),
        })
    }),
  )
  await alice.warmed()
  const plain = await soundLevels(alice.page)
  const dialog = await openEffects(alice)
  await dialog.getByRole('checkbox', { name: 'Suppress noise strongly' }).check()
  await dialog.getByText(/^Takes [\d.]+ ms of each 10 ms of sound\.$/).waitFor()
  const cleaned = await soundLevels(alice.page)
  expect(plain.noise).toBeGreaterThan(-45)
  expect(cleaned.noise).toBeLessThan(plain.noise - 20)
  expect(Math.abs(cleaned.voice - plain.voice)).toBeLessThan(6)

  await dialog.getByRole('checkbox', { name: 'Suppress noise strongly' }).uncheck()
  // While the sound changes its way, there is none for a moment.
  const noise = async () => (await soundLevels(alice.page)).noise
  await expect.poll(noise).toBeGreaterThan(-45)
  await alice.closeTab()
})

it('does less where the machine cannot keep up, then turns the camera off with a word; nobody sees the room', async () => {
  const alice = await inLobby('Alice', (page) =>
    page.route(/backgroundWorker/, async (route) => {
      const answer = await route.fetch()
      // A clock that runs four hundred times as fast makes every step take so much longer.
      const clock = 'const clock = performance.now.bind(performance); performance.now = () => clock() * 400;'
      await route.fulfill({ response: answer, body: clock + (await answer.text()) })
    }),
  )
  const dialog = await openEffects(alice)
  await choose(dialog, 'Blur')
  await alice.page.evaluate(WATCH_DETAIL)
  await dialog.getByText('Done less finely, so that this computer keeps up.', { exact: false }).waitFor()
  // Still hidden, and the person still sharp.
  const eased = await pictureStats(preview(alice.page))
  expect(eased.detail).toBeLessThan(2)
  const words = 'Your camera was turned off: this computer cannot keep up with background blur and pictures.'
  await alice.page.getByRole('status').getByText(words).waitFor()
  expect(await dialog.getByRole('radio', { name: 'None' }).isChecked()).toBe(true)
  expect(await dialog.getByRole('alert').textContent()).toContain(words)
  await dialog.getByText('Turn your camera on to see yourself.').waitFor()
  // From the effect's first picture to the end, nobody saw the room.
  expect(Math.max(...((await alice.page.evaluate(() => window.seenDetails)) ?? []))).toBeLessThan(2)
  await alice.page.keyboard.press('Escape')
  await alice.button('Turn camera on').click()
  expect((await pictureStats(alice.page.getByLabel('Camera preview'))).detail).toBeGreaterThan(4)

  await alice.page.reload()
  await alice.button('Join').click()
  const again = await openEffects(alice)
  expect(await again.getByRole('radio', { name: 'None' }).isChecked()).toBe(true)
  await alice.closeTab()
})

it('says that an effect could not be loaded', async () => {
  const alice = await inLobby('Alice', (page) => page.route(/\.tflite$/, (route) => route.abort()))
  const dialog = await openEffects(alice)
  await dialog.getByRole('radio', { name: 'Blur', exact: true }).check()
  await dialog.getByRole('alert').getByText('could not be loaded', { exact: false }).waitFor()
  expect(await dialog.getByRole('radio', { name: 'None' }).isChecked()).toBe(true)
  await alice.closeTab()
})

it('works in a browser without streams of pictures', async () => {
  const alice = await inLobby('Alice', (page) =>
    page.addInitScript(() => {
      Object.defineProperty(window, 'MediaStreamTrackProcessor', { value: undefined })
    }),
  )
  const plain = await pictureStats(alice.page.getByLabel('Camera preview'))
  const dialog = await openEffects(alice)
  await choose(dialog, 'Blur')
  const blurred = await pictureStats(preview(alice.page))
  expect(blurred.detail).toBeLessThan(plain.detail / 5)
  expect(personDifference(plain, blurred)).toBeLessThan(4)
  await alice.closeTab()
})

it('changes what others see during a call without a new connection', async () => {
  const [alice, bob] = await Promise.all([inLobby('Alice'), inLobby('Bob')])
  await alice.enter()
  await bob.enter()
  await bob.sees('Alice')
  const senders = () =>
    alice.page.evaluate(() =>
      (window.testConnections ?? []).map((one) => [
        one.localDescription?.sdp.match(/^o=.*$/m)?.[0],
        one.getSenders().length,
      ]),
    )
  const before = await senders()
  const plain = await pictureStats(bob.tile('Alice').locator('video').first())
  await alice.button('More').click()
  await alice.page.getByRole('menuitem', { name: 'Devices' }).click()
  await choose(alice.page.getByRole('dialog'), 'Strong blur')
  await expect
    .poll(async () => (await pictureStats(bob.tile('Alice').locator('video').first())).detail)
    .toBeLessThan(plain.detail / 5)
  // Others may have come in the meantime: those that stand by for a broken worker.
  expect((await senders()).slice(0, before.length)).toEqual(before)
  await alice.closeTab()
  await bob.closeTab()
})

it('works in the app, under its own policy and scheme', async () => {
  const running = await launchApp({
    words: ['--room', 'demo', '--name', 'Alice', '--port', '0'],
    switches: mediaArguments(personCamera()),
  })
  try {
    const alice = Participant.of(running.page, 'Alice')
    await alice.button('Host a meeting').click()
    const plain = await pictureStats(alice.page.getByLabel('Camera preview'))
    const dialog = await openEffects(alice)
    await choose(dialog, 'Blur')
    expect((await pictureStats(preview(alice.page))).detail).toBeLessThan(plain.detail / 5)
    await dialog.getByRole('checkbox', { name: 'Suppress noise strongly' }).check()
    await dialog.getByText(/ms of sound\.$/).waitFor()
  } finally {
    await running.stop()
  }
})

/** Notes the colour of the camera preview's corner whenever its picture changes, from the very first one. */
const WATCH_PREVIEW = `
  window.seenColours = []
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const note = (video) => {
    // Of a busy browser's first picture one hears before it can be drawn.
    if (video.readyState < video.HAVE_CURRENT_DATA) return requestAnimationFrame(() => note(video))
    pen.drawImage(video, 8, 8, 24, 24, 0, 0, 1, 1)
    window.seenColours.push([...pen.getImageData(0, 0, 1, 1).data].slice(0, 3))
    look(video)
  }
  const look = (video) => video.requestVideoFrameCallback(() => note(video))
  const find = () => {
    const video = document.querySelector('video')
    if (video === null) requestAnimationFrame(find)
    else look(video)
  }
  find()
`

/** Notes for each picture of the preview how much neighbouring pixels of the background differ: much where it is sharp. */
const WATCH_DETAIL = `
  window.seenDetails = []
  const canvas = document.createElement('canvas')
  canvas.width = 64
  canvas.height = 60
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const video = document.querySelector('video[aria-label="How others see you"]')
  const look = () => video.requestVideoFrameCallback(() => {
    const scale = video.videoWidth / 320
    pen.drawImage(video, 4 * scale, 4 * scale, 64 * scale, 60 * scale, 0, 0, 64, 60)
    const { data } = pen.getImageData(0, 0, 64, 60)
    let sum = 0
    for (let at = 4; at < data.length; at += 4) sum += Math.abs(data[at] - data[at - 4])
    window.seenDetails.push(sum / (data.length / 4))
    look()
  })
  look()
`

declare global {
  interface Window {
    seenDetails?: readonly number[]
    seenColours?: (readonly [number, number, number])[]
  }
}

function isMagenta([red, green, blue]: readonly [number, number, number]): boolean {
  return red > 190 && green < 60 && blue > 190
}

/** A small picture in one colour, as a bitmap file. */
function magentaBitmap(): Buffer {
  const [width, height] = [16, 9]
  const pixels = Buffer.alloc(width * 3 * height, Buffer.from([255, 0, 255]))
  const head = Buffer.alloc(54)
  head.write('BM', 0)
  head.writeUInt32LE(54 + pixels.length, 2)
  head.writeUInt32LE(54, 10)
  head.writeUInt32LE(40, 14)
  head.writeInt32LE(width, 18)
  head.writeInt32LE(height, 22)
  head.writeUInt16LE(1, 26)
  head.writeUInt16LE(24, 28)
  return Buffer.concat([head, pixels])
}

/**
 * How loud what a page sends is, in dB of full scale: in its quiet stretches, where the microphone hears noise
 * alone, and in its loud ones, where it hears the voice as well. Listens for two turns of the microphone's file.
 */
function soundLevels(page: Page): Promise<{ noise: number; voice: number }> {
  return page.evaluate(async () => {
    const senders = (window.testConnections ?? []).flatMap((one) => one.getSenders())
    const track = senders.find((sender) => sender.track?.kind === 'audio')?.track
    if (!track) throw new Error('No sound is sent.')
    const context = new AudioContext({ sampleRate: 48_000 })
    const analyser = new AnalyserNode(context, { fftSize: 4096 })
    context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    const levels: number[] = []
    while (context.currentTime < 8.5) {
      await new Promise((resolve) => setTimeout(resolve, 40))
      if (context.currentTime < 0.5) continue
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, one) => sum + one * one, 0) / samples.length
      levels.push(10 * Math.log10(Math.max(power, 1e-12)))
    }
    await context.close()
    levels.sort((a, b) => a - b)
    const level = (share: number) => levels[Math.floor(levels.length * share)] ?? 0
    return { noise: level(0.2), voice: level(0.9) }
  })
}
