import { type Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fingerprintWords } from '../../protocol/fingerprintWords.ts'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { createSelfSignedCertificate } from '../../main/tls/createSelfSignedCertificate.ts'
import { launchBrowser } from '../fixtures/launchBrowser.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'
import { startTlsServer } from '../fixtures/tlsServer.ts'

let host: RunningHost
let browser: Browser
let link: string
beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchBrowser()
  const room = roomNameSchema.parse('demo')
  link = formatInviteLink({ base: host.base, room, fingerprint: host.fingerprint })
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

test('a guest with a browser finds out who is at the other end, and may change to the app', async () => {
  const ada = await Participant.open(browser, link, 'Ada')
  const app = ada.page.getByRole('link', { name: 'Open in Hearth' })
  expect(await app.getAttribute('href')).toBe(link.replace('https:', 'hearth:'))
  const opened = ada.page.waitForEvent('popup')
  await ada.page.getByRole('link', { name: 'About this connection' }).click()
  const about = await opened
  await about.getByRole('heading', { name: 'About this connection' }).waitFor()
  expect(await about.locator('.words').textContent()).toBe(fingerprintWords(host.fingerprint ?? ''))
  expect(await about.locator('body').evaluate((body) => getComputedStyle(body).fontSize)).toBe('15px')
  await about.close()

  await ada.join()
  const copied = ada.page.getByRole('button', { name: 'Copy invitation' })
  await ada.button('Invite').click()
  await copied.waitFor()
  expect(await ada.page.getByText(fingerprintWords(host.fingerprint ?? ''), { exact: true }).count()).toBe(1)
  await ada.closeTab()
})

test('whatever the computer is called, the browser warns of its host as of any other, and leaves a way on', async () => {
  for (const computer of ['Zoë-PC', 'Büro', 'Υπολογιστής', 'מחשב', '我的电脑', '💻 of Zoë', 'a'.repeat(70)]) {
    const server = await startTlsServer(await createSelfSignedCertificate(null, [], Date.now(), computer))
    const page = await browser.newPage()
    const failed = await page.goto(server.base).catch((error: Error) => error.message)
    expect([computer, failed]).toEqual([computer, expect.stringContaining('ERR_CERT_AUTHORITY_INVALID')])
    await page.close()
    await server.stop()
  }
})
