import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fakeCamera } from '../fixtures/fakeCamera.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'

let browser: Browser
let host: SpawnedHost

beforeAll(async () => {
  browser = await launchBrowser(fakeCamera(640, 360))
  host = await spawnHost(['--room', 'demo'])
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await host.stop()
})

interface Pictures {
  /** Such as `VP9`, and how many lines come in at the moment. */
  readonly received: { readonly codec: string; readonly lines: number }[]
  /** What is encoded now, and in which layers, such as `L2T3_KEY`. */
  readonly sent: { readonly codec: string; readonly lines: number; readonly mode: string }[]
}

/** What a page sends and receives of pictures, as its browser counts it. */
function picturesOf({ page }: Participant): Promise<Pictures> {
  return page.evaluate(async () => {
    const received: { codec: string; lines: number }[] = []
    const sent: { codec: string; lines: number; mode: string }[] = []
    for (const connection of window.testConnections ?? []) {
      if (connection.connectionState !== 'connected') continue
      const report = await connection.getStats()
      const codecOf = (id: string) => String(report.get(id)?.mimeType ?? '').replace('video/', '')
      for (const entry of report.values()) {
        if (entry.kind !== 'video') continue
        if (entry.type === 'inbound-rtp' && entry.frameHeight > 0)
          received.push({ codec: codecOf(entry.codecId), lines: entry.frameHeight })
        if (entry.type === 'outbound-rtp' && entry.active && entry.framesPerSecond > 0)
          sent.push({
            codec: codecOf(entry.codecId),
            lines: entry.frameHeight,
            mode: entry.scalabilityMode ?? '',
          })
      }
    }
    return { received, sent }
  })
}

/** Opens the page of somebody who has chosen a codec at an earlier visit. */
function choosing(codec: string): (page: Page) => Promise<void> {
  const settings = {
    resolution: 720,
    echoCancellation: true,
    noiseSuppression: true,
    autoGainControl: true,
    codec,
    shareStyle: 'detail',
  }
  const chosen = { microphone: null, camera: null, speaker: null }
  const kept = JSON.stringify({ devices: { microphone: true, camera: true, chosen, settings } })
  return async (page) => {
    await page.addInitScript(`localStorage.setItem('hearth', ${JSON.stringify(kept)})`)
  }
}

/** A busy machine needs some seconds. */
const PATIENCE = { timeout: 40_000 }

describe.each([
  { codec: 'VP9', whole: [{ lines: 360, mode: 'L2T3_KEY' }], small: [{ lines: 180, mode: 'L1T3' }] },
  { codec: 'AV1', whole: [{ lines: 360, mode: 'L1T3' }], small: [{ lines: 180, mode: 'L1T3' }] },
  {
    codec: 'H264',
    whole: [
      { lines: 180, mode: '' },
      { lines: 360, mode: '' },
    ],
    small: [{ lines: 180, mode: '' }],
  },
])('a call in $codec', ({ codec, whole, small }) => {
  it('shows pictures, whose layers follow the size of the tile', async () => {
    const prepare = choosing(codec)
    const alice = await (await Participant.open(browser, host.link, 'Alice', { prepare })).join()
    const bob = await (await Participant.open(browser, host.link, 'Bob')).join()
    await Promise.all([bob.sees('Alice'), alice.sees('Bob')])
    const largest = async () => {
      const { received } = await picturesOf(bob)
      return received.toSorted((one, other) => other.lines - one.lines)[0]
    }
    const sent = async () => {
      const sizes = (await picturesOf(alice)).sent.toSorted((one, other) => one.lines - other.lines)
      // What a browser calls H.264 without layers depends on its encoder.
      return sizes.map(({ lines, mode }) => ({ lines, mode: codec === 'H264' ? '' : mode }))
    }
    await expect.poll(largest, PATIENCE).toEqual({ codec, lines: 360 })
    // Each chooses for the own pictures alone.
    await expect.poll(async () => (await picturesOf(alice)).received[0]?.codec, PATIENCE).toBe('VP8')
    await expect.poll(sent, PATIENCE).toEqual(whole)

    await bob.page.setViewportSize({ width: 400, height: 420 })
    await expect.poll(largest, PATIENCE).toEqual({ codec, lines: 180 })
    await expect.poll(sent, PATIENCE).toEqual(small)

    await bob.page.setViewportSize({ width: 1024, height: 700 })
    await expect.poll(largest, PATIENCE).toEqual({ codec, lines: 360 })
  })
})

describe('somebody who cannot decode the chosen codec', () => {
  /** A browser without VP9. */
  const withoutVp9 = async (page: Page) => {
    await page.addInitScript(`{
      const capabilities = RTCRtpReceiver.getCapabilities.bind(RTCRtpReceiver)
      RTCRtpReceiver.getCapabilities = (kind) => {
        const all = capabilities(kind)
        return all && { ...all, codecs: all.codecs.filter(({ mimeType }) => mimeType !== 'video/VP9') }
      }
      const offer = RTCPeerConnection.prototype.createOffer
      RTCPeerConnection.prototype.createOffer = async function (...options) {
        for (const transceiver of this.getTransceivers()) {
          if (transceiver.receiver.track.kind !== 'video') continue
          transceiver.setCodecPreferences(RTCRtpReceiver.getCapabilities('video').codecs)
        }
        return offer.apply(this, options)
      }
    }`)
  }

  it('P-CODEC-1 gets VP8 as long as he is here, and the sender is told', async () => {
    const alice = await (
      await Participant.open(browser, host.link, 'Alice', { prepare: choosing('VP9') })
    ).join()
    const bob = await (await Participant.open(browser, host.link, 'Bob')).join()
    const codecs = async () => [...new Set((await picturesOf(bob)).received.map(({ codec }) => codec))]
    await expect.poll(codecs, PATIENCE).toEqual(['VP9'])
    const old = await (await Participant.open(browser, host.link, 'Old', { prepare: withoutVp9 })).join()
    await alice.page.getByText('Somebody here cannot show VP9.').waitFor()
    await Promise.all([old.sees('Alice'), bob.sees('Alice')])
    await expect.poll(async () => (await picturesOf(alice)).sent[0]?.codec, PATIENCE).toBe('VP8')
    await old.closeTab()
    await alice.page.getByText('Everybody here can show VP9 now.').waitFor()
    await bob.sees('Alice')
    await expect.poll(codecs, PATIENCE).toContain('VP9')
  })
})
