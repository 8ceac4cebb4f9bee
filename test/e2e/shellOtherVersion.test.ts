import { X509Certificate } from 'node:crypto'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { keyFingerprint } from '../../main/tls/keyFingerprint.ts'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { makeIdentity, startTlsServer, type TlsServer } from '../fixtures/tlsServer.ts'

let running: RunningApp
let host: TlsServer
let elsewhere: TlsServer
let elsewhereKey: string
let link: string

const PAGE = `<!doctype html><title>A host of tomorrow</title><p id="at"></p>
<script>document.getElementById('at').textContent = 'Room ' + new URLSearchParams(location.search).get('room')</script>
<a href="installers/Hearth.zip" download>Hearth.zip</a>`

/** A host of a later version: a page of its own, and a wire of which this app knows the greeting alone. */
beforeAll(async () => {
  const identity = await makeIdentity()
  host = await startTlsServer(identity, 0, '127.0.0.1', PAGE)
  const other = await makeIdentity()
  elsewhere = await startTlsServer(other)
  elsewhereKey = keyFingerprint(new X509Certificate(other.cert))
  const sockets = new WebSocketServer({ server: host.server })
  sockets.on('connection', (socket) => {
    const params = { protocol: { min: 90, max: 91 }, version: '9.0.0', installers: true, rest: 'unknown' }
    socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'host.hello', params }))
  })
  const fingerprint = keyFingerprint(new X509Certificate(identity.cert))
  link = formatInviteLink({ base: host.base, room: roomNameSchema.parse('demo'), fingerprint })
  running = await launchApp()
})
afterAll(async () => {
  await running.stop()
  await host.stop()
  await elsewhere.stop()
})

async function opened(button: string): Promise<Page> {
  const window = running.app.waitForEvent('window')
  await running.page.getByRole('button', { name: button }).click()
  return await window
}

test('the page of a host of another version opens in a window that knows nothing of the app', async () => {
  const { page, app } = running
  await page.getByRole('textbox', { name: 'Room' }).fill(link)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { name: 'This host has another version of Hearth' }).waitFor()

  const client = await opened('Open the host’s own page')
  await client.getByText('Room demo').waitFor()
  expect(client.url()).toBe(`${host.base}?room=demo&username=Ada`)
  const reach = (url: string) =>
    client.evaluate(
      (address) =>
        fetch(address).then(
          () => true,
          () => false,
        ),
      url,
    )
  expect(await client.evaluate(() => 'hearth' in window || 'require' in window)).toBe(false)
  expect(await reach(host.base), 'its own host').toBe(true)
  expect(await reach('hearth-app://app/index.html'), "the app's pages").toBe(false)
  // Known to the app as well, so that its certificate would not stand in the way.
  const known = { base: elsewhere.base, fingerprint: elsewhereKey }
  await page.evaluate((params) => window.hearth?.['trust.pin'](params), known)
  expect(await reach(elsewhere.base), 'anybody else').toBe(false)

  const kept = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string>((resolve) => {
        const [window] = BrowserWindow.getAllWindows().filter(({ webContents }) =>
          webContents.getURL().startsWith('https:'),
        )
        window?.webContents.session.once('will-download', (event, item) => {
          event.preventDefault()
          resolve(item.getFilename())
        })
      }),
  )
  await client.getByRole('link', { name: 'Hearth.zip' }).click()
  expect(await kept, 'an installer can be taken from there').toBe('Hearth.zip')

  const installers = await opened('Get Hearth 9.0.0 from this host')
  await installers.waitForURL(`${host.base}installers`)
})
