import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
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

declare global {
  interface Window {
    offers?: string[][]
  }
}

/** Notes the sections of every description by which a page prepares itself to receive. */
async function noteOffers(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const offers: string[][] = []
    window.offers = offers
    const { prototype } = RTCPeerConnection
    const original = Reflect.get(prototype, 'setRemoteDescription') as (
      this: RTCPeerConnection,
      description: RTCSessionDescriptionInit,
    ) => Promise<void>
    prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
      const { type, sdp = '' } = description
      if (type === 'offer') offers.push([...sdp.matchAll(/^a=mid:(.*)\r$/gm)].map(([, mid = '']) => mid))
      return original.call(this, description)
    }
  })
}

test('P-SLOT-1 whoever goes straight in prepares what is in the room first, and the rest once that is seen', async () => {
  const link = `${host.base}?room=cold`
  const ada = await (await Participant.open(browser, link, 'Ada')).join()
  const bert = await Participant.open(browser, `${link}&join=now`, 'Bert', { prepare: noteOffers })
  await bert.sees('Ada')
  // Who came by an address alone has to switch the camera on.
  await bert.button('Turn camera on').click()
  await ada.sees('Bert')
  const ours = () =>
    bert.page.evaluate(() => window.offers?.filter((mids) => mids.some((mid) => /^[av]\d/.test(mid))) ?? [])
  expect((await ours())[0]?.toSorted()).toEqual(['a0', 'probator', 'v0'])
  await bert.page.waitForFunction(() => window.offers?.some((mids) => mids.length === 13))

  const carol = await (await Participant.open(browser, link, 'Carol')).join()
  await bert.sees('Carol')
  await carol.sees('Bert')
  await bert.hears(2)
  expect(await ours()).toHaveLength(2)
})
