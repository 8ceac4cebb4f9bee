import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { httpGet } from '../fixtures/httpGet.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { type RunningNginx, startNginx } from '../fixtures/startNginx.ts'
import { TestClient } from '../fixtures/TestClient.ts'

let host: RunningHost
let nginx: RunningNginx
let browser: Browser

beforeAll(async () => {
  host = await startHost({
    staticDir: builtClient,
    plainHttp: true,
    mediaAddress: '127.0.0.1',
    pathPrefix: '/aq_server',
    trustProxy: '127.0.0.1',
  })
  nginx = await startNginx(host.port)
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await nginx.stop()
  await host.stop()
})

it('two browsers see, hear and read each other through nginx under /aq_server/', async () => {
  // Without its slash at the end, as people type it.
  const link = `${nginx.base.replace(/\/$/, '')}?room=demo`
  const [alice, bob] = await Promise.all([
    Participant.open(browser, link, 'Alice'),
    Participant.open(browser, link, 'Bob'),
  ])
  for (const one of [alice, bob]) await one.join()
  await Promise.all([alice.sees('Bob'), bob.sees('Alice')])
  await Promise.all([alice.hears(1), bob.hears(1)])
  await alice.say('hello through the proxy')
  await bob.reads('hello through the proxy')

  expect(new URL(bob.page.url()).pathname).toBe('/aq_server/')
  const { origin, pathname } = new URL(await alice.inviteLink())
  expect(`${origin}${pathname}`).toBe(nginx.base)
  for (const one of [alice, bob]) await one.closeTab()
})

it('the page, its files and what operators ask come through', async () => {
  const page = await httpGet(nginx.base)
  expect([page.status, page.text.includes('<title>Hearth')]).toEqual([200, true])
  expect(String(page.headers['content-security-policy'])).toContain(
    `connect-src 'self' wss://${new URL(nginx.base).host};`,
  )
  const files = [...page.text.matchAll(/(?:src|href)="([^":]+)"/g)].map(([, file = '']) => file)
  expect(files.length).toBeGreaterThan(1)
  for (const file of files) expect((await httpGet(new URL(file, nginx.base))).status, file).toBe(200)
  for (const path of ['health', 'metrics', 'rooms'])
    expect((await httpGet(new URL(path, nginx.base))).status, path).toBe(200)
  expect((await httpGet(new URL('nothing', nginx.base))).status).toBe(404)
})

it('a page of the own site gets into a meeting, one of another site does not', async () => {
  const { origin } = new URL(nginx.base)
  const client = await TestClient.connect(nginx.base, { origin })
  await client.join('other', 'Ada')
  expect(JSON.parse((await httpGet(new URL('rooms', nginx.base))).text)).toMatchObject({ other: 1 })
  await client.close()
  for (const stranger of ['https://evil.example', origin.replace('https', 'http')])
    await expect(TestClient.connect(nginx.base, { origin: stranger })).rejects.toThrow('403')
})
