import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { TcpRelay } from '../fixtures/TcpRelay.ts'

let host: RunningHost
let relay: TcpRelay
let browser: Browser

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  relay = await TcpRelay.to(host.port)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  relay.close()
  await host.stop()
})

it('a signaling cut stops no picture, loses and doubles no chat line, and mends itself', async () => {
  const alice = await (await Participant.open(browser, `${host.base}?room=demo`, 'Alice')).join()
  const bob = await (await Participant.open(browser, `${relay.base}?room=demo`, 'Bob')).join()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
  await bob.say('before')
  await alice.reads('before')

  relay.cut()
  await bob.page.getByText('Connection lost.').waitFor()
  await alice.tile('Bob').getByText('Reconnecting…').waitFor()
  await alice.say('while you were away')
  await bob.say('typed without a connection')
  // Moving pictures on both sides while nothing can be said between them.
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])

  relay.mend()
  await alice.reads('typed without a connection')
  await bob.reads('while you were away')
  await bob.page.getByText('Connection lost.').waitFor({ state: 'detached' })
  await alice.tile('Bob').getByText('Reconnecting…').waitFor({ state: 'detached' })
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
  for (const { page } of [alice, bob]) {
    const log = page.getByRole('log', { name: 'Messages' })
    expect(await log.getByText('typed without a connection', { exact: true }).count()).toBe(1)
    expect(await log.getByText('while you were away', { exact: true }).count()).toBe(1)
  }
  expect((await host.get('rooms')).body).toEqual({ demo: 2 })
  await bob.closeTab()
  await alice.tile('Bob').waitFor({ state: 'detached' })
  await alice.closeTab()
})
