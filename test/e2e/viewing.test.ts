import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { fakeCamera } from '../fixtures/fakeCamera.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { type SpawnedHost, spawnHost } from '../fixtures/spawnHost.ts'

let browser: Browser
let host: SpawnedHost

beforeAll(async () => {
  browser = await launchBrowser(fakeCamera(1280, 720))
  host = await spawnHost(['--room', 'demo'])
})
afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))
afterAll(async () => {
  await browser.close()
  await host.stop()
})

interface Stats {
  /** Frames encoded per second and layer, the smallest first. */
  readonly sent: readonly number[]
  /** Lines of the pictures that arrive, and bytes of all of them so far. */
  readonly receivedLines: readonly number[]
  readonly receivedBytes: number
}

/** What a page sends and receives of pictures. */
function picturesOf(page: Page): Promise<Stats> {
  return page.evaluate(async () => {
    const sent: { rid: string; frames: number }[] = []
    const receivedLines: number[] = []
    let receivedBytes = 0
    for (const connection of window.testConnections ?? []) {
      if (connection.connectionState !== 'connected') continue
      for (const report of (await connection.getStats()).values()) {
        if (report.type === 'outbound-rtp' && report.kind === 'video' && report.active)
          sent.push({ rid: report.rid ?? 'r0', frames: report.framesPerSecond ?? 0 })
        if (report.type === 'inbound-rtp' && report.kind === 'video' && report.frameHeight > 0) {
          receivedLines.push(report.frameHeight)
          receivedBytes += report.bytesReceived
        }
      }
    }
    sent.sort((one, other) => one.rid.localeCompare(other.rid))
    return { sent: sent.map(({ frames }) => frames), receivedLines, receivedBytes }
  })
}

/** How many layers of its camera a page encodes now. */
const layersOf = async ({ page }: Participant) => (await picturesOf(page)).sent.length

it('P-VIEW-1 P-VIEW-3 a small tile gets a small picture, and what nobody watches is not even sent', async () => {
  const alice = await (await Participant.open(browser, host.link, 'Alice')).join()
  // Alone, nobody watches: nothing leaves this computer.
  await expect.poll(() => layersOf(alice)).toBe(0)
  const bob = await (await Participant.open(browser, host.link, 'Bob')).join()
  await bob.sees('Alice')
  const bobSees = async () => Math.max(0, ...(await picturesOf(bob.page)).receivedLines)
  await expect.poll(() => layersOf(alice)).toBeGreaterThan(1)

  await bob.page.setViewportSize({ width: 400, height: 420 })
  await expect.poll(bobSees).toBe(180)
  await expect.poll(() => layersOf(alice)).toBe(1)

  await bob.page.setViewportSize({ width: 1024, height: 700 })
  await expect.poll(() => layersOf(alice)).toBeGreaterThan(1)
})
