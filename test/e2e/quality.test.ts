import type { Browser, Locator } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

const PATIENCE = { interval: 500 }

/** Bytes of RTP of one kind that a page has received so far. */
function bytesOf({ page }: Participant, kind: 'audio' | 'video'): Promise<number> {
  return page.evaluate(async (wanted) => {
    const reports = await Promise.all(
      (window.testConnections ?? []).map((connection) => connection.getStats()),
    )
    return (
      reports
        .flatMap((report) => [...report.values()])
        // mediasoup probes the bandwidth with padding on a stream of its own, which carries nobody's media.
        .filter((entry) => entry.type === 'inbound-rtp' && entry.kind === wanted && entry.mid !== 'probator')
        .reduce((sum: number, { bytesReceived }) => sum + Number(bytesReceived), 0)
    )
  }, kind)
}

async function openConnection({ page }: Participant): Promise<Locator> {
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Connection', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Connection' })
  await dialog.waitFor()
  return dialog
}

it('shows the numbers of everybody, receives voices only and pictures again, and copies a report without names', async () => {
  const alice = await Participant.open(browser, `${host.base}?room=demo`, 'Alice')
  // Whatever is not named here is taken away.
  const permissions = ['camera', 'microphone', 'clipboard-read', 'clipboard-write']
  await alice.page.context().grantPermissions(permissions)
  await alice.join()
  const bob = await (await Participant.open(browser, `${host.base}?room=demo`, 'Bob')).join()
  await alice.sees('Bob')
  await bob.sees('Alice')

  const dialog = await openConnection(alice)
  const bobs = dialog.getByRole('region', { name: /^Bob: / })
  const own = dialog.getByRole('region', { name: /^Alice \(you\): / })
  const cells = (table: Locator, measure: string) =>
    table.getByRole('row', { name: measure }).getByRole('cell').allTextContents()
  const camera = async () => (await cells(bobs, 'Bitrate')).at(-1)
  await expect.poll(camera, PATIENCE).toMatch(/^([1-9]\d* k|\d\.\d M)bit\/s$/)
  expect((await cells(bobs, 'Resolution')).at(-1)).toMatch(/^\d+ × \d+$/)
  expect(await cells(bobs, 'Codec')).toEqual(['opus', 'VP8'])
  expect((await cells(bobs, 'Picture stood still')).at(-1)).toMatch(/%/)
  expect((await cells(own, 'Codec')).slice(0, 2)).toEqual(['opus', 'VP8'])
  await dialog.getByRole('img', { name: /^Bitrate: .* kbit\/s down.*/ }).waitFor()
  await dialog.getByRole('img', { name: /^Round trip to the host: \d+ ms now/ }).waitFor()

  await dialog.getByRole('radio', { name: 'Voices only' }).check()
  let last = -1
  const growth = async () => {
    const before = last
    last = await bytesOf(alice, 'video')
    return last - before
  }
  await expect.poll(growth, PATIENCE).toBe(0)
  const [video, audio] = [await bytesOf(alice, 'video'), await bytesOf(alice, 'audio')]
  expect(video).toBeGreaterThan(0)
  await expect.poll(() => bytesOf(alice, 'audio'), PATIENCE).toBeGreaterThan(audio + 10_000)
  expect(await bytesOf(alice, 'video')).toBe(video)
  await expect.poll(camera, PATIENCE).toBe('0 kbit/s')

  await dialog.getByRole('button', { name: 'Copy report' }).click()
  await alice.page.getByText('Report copied').waitFor()
  const report = await alice.page.evaluate(() => navigator.clipboard.readText())
  expect(report).toMatch(/^Hearth connection report\nReceives: Voices only\nBitrate down: \d/)
  expect(report).toMatch(/^you: Good|^you: Fair|^you: Poor/m)
  expect(report).toMatch(/^person 1: /m)
  expect(report).not.toMatch(/Alice|Bob|demo|127\.0\.0\.1|https?:|candidate/i)

  await alice.page.keyboard.press('Escape')
  await alice.showsNoCamera('Bob')
  await bob.sees('Alice')

  const again = await openConnection(alice)
  expect(await again.getByRole('radio', { name: 'Voices only' }).isChecked()).toBe(true)
  await again.getByRole('radio', { name: 'Everything' }).check()
  await expect.poll(() => bytesOf(alice, 'video'), PATIENCE).toBeGreaterThan(video + 10_000)
  await alice.page.keyboard.press('Escape')
  await alice.sees('Bob')
})
