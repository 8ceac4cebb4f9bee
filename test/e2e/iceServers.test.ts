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

/** What no browser takes, as an older host may have let an operator write it, and what browsers do take. */
const SERVERS = [
  { urls: ['stun:127.0.0.1:99999'] },
  { urls: ['stun:127.0.0.1:0', 'stun:127.0.0.1:3478'] },
  { urls: ['turn:127.0.0.1'] },
  { urls: ['http://127.0.0.1'] },
]

test('a page leaves out the STUN and TURN servers that its browser does not take', async () => {
  let told = 0
  /** The host's greeting, with these servers in it. */
  const prepare = (page: Page) =>
    page.routeWebSocket(/\/signal$/, (socket) => {
      const server = socket.connectToServer()
      socket.onMessage((message) => server.send(message))
      server.onMessage((message) => {
        const text = message.toString()
        const changed = text.replace('"iceServers":[]', `"iceServers":${JSON.stringify(SERVERS)}`)
        if (changed !== text) told += 1
        socket.send(changed)
      })
    })
  const link = `${host.base}?room=demo`
  const bob = await (await Participant.open(browser, link, 'Bob')).join()
  const ada = await (await Participant.open(browser, link, 'Ada', { prepare })).join()
  await Promise.all([ada.sees('Bob'), bob.sees('Ada')])
  expect(told).toBeGreaterThan(0)
})
