import { X509Certificate } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { fingerprints } from '../../main/tls/fingerprints.ts'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../protocol/names.ts'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, startHost } from '../fixtures/startHost.ts'
import { makeIdentity, startTlsServer, type TlsServer } from '../fixtures/tlsServer.ts'

let running: RunningApp
let host: TlsServer
let elsewhere: TlsServer
let elsewhereKey: string
let link: string
const room = roomNameSchema.parse('demo')

const PAGE = `<!doctype html><title>A host of tomorrow</title><p id="at"></p>
<script>document.getElementById('at').textContent = 'Room ' + new URLSearchParams(location.search).get('room')</script>
<a href="installers/Hearth.zip" download>Hearth.zip</a>`

/** A host of a later version: a page of its own, and a wire of which this app knows the greeting alone. */
beforeAll(async () => {
  const identity = await makeIdentity()
  host = await startTlsServer(identity, 0, '127.0.0.1', PAGE)
  const other = await makeIdentity()
  elsewhere = await startTlsServer(other)
  elsewhereKey = fingerprints(new X509Certificate(other.cert))
  const sockets = new WebSocketServer({ server: host.server })
  sockets.on('connection', (socket) => {
    const params = { protocol: { min: 90, max: 91 }, version: '9.0.0', installers: true, rest: 'unknown' }
    socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'host.hello', params }))
  })
  const fingerprint = fingerprints(new X509Certificate(identity.cert))
  link = formatInviteLink({ base: host.base, room, fingerprint })
  // Fake devices, but no fake answer to the question for them: the app's own answer is under test.
  running = await launchApp({ switches: ['--use-fake-device-for-media-stream'] })
  await watchShell()
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

const openHostPage = () => opened('Open the host’s own page')

/** What the app asked the person and handed to the system, from now on; nothing of it really happens. */
interface Seen {
  readonly questions: string[]
  readonly links: string[]
  readonly downloads: string[]
  answer: number
}

async function watchShell(): Promise<void> {
  await running.app.evaluate(({ dialog, shell }) => {
    const seen: Seen = { questions: [], links: [], downloads: [], answer: 0 }
    Object.assign(globalThis, { seen })
    dialog.showMessageBox = async (...options: unknown[]) => {
      seen.questions.push((options.at(-1) as { message: string }).message)
      return { response: seen.answer, checkboxChecked: false }
    }
    shell.openExternal = async (link) => void seen.links.push(link)
  })
}

const seen = () => running.app.evaluate(() => Reflect.get(globalThis, 'seen') as Seen)

/** From now on the person answers with this button, and nothing has been seen yet. */
const begin = (answer: number) =>
  running.app.evaluate((_electron, button) => {
    const all = Reflect.get(globalThis, 'seen') as Seen
    Object.assign(all, { questions: [], links: [], downloads: [], answer: button })
  }, answer)

/** What a page gets that asks for devices: the kinds of tracks, or why not. */
function capture(page: Page, constraints: object, by: 'getUserMedia' | 'getDisplayMedia' = 'getUserMedia') {
  return page.evaluate(
    async ([how, asked]) => {
      try {
        const stream = await navigator.mediaDevices[how](asked)
        return stream.getTracks().map((track) => {
          track.stop()
          return track.kind
        })
      } catch (error) {
        return error instanceof Error ? error.name : String(error)
      }
    },
    [by, constraints] as const,
  )
}

const desktop = { mandatory: { chromeMediaSource: 'desktop' } }
/** Each way to a screen that has no picker of the browser before it. */
const screens = [
  { video: desktop },
  { video: desktop, audio: desktop },
  { video: { mandatory: { chromeMediaSource: 'screen' } } },
]

test('the page of a host of another version opens in a window that knows nothing of the app', async () => {
  const { page } = running
  await page.getByRole('textbox', { name: 'Room' }).fill(link)
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ada')
  await page.getByRole('button', { name: 'Join' }).click()
  await page.getByRole('heading', { name: 'This host has another version of Hearth' }).waitFor()

  const client = await openHostPage()
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

  await begin(0)
  await running.app.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
      webContents.getURL().startsWith('https:'),
    )
    // Asked after the app itself, which may have refused.
    window?.webContents.session.on('will-download', (event, item) => {
      if (!event.defaultPrevented)
        (Reflect.get(globalThis, 'seen') as Seen).downloads.push(item.getFilename())
      event.preventDefault()
    })
  })
  await client.evaluate(() => document.querySelector('a')?.click())
  await client.getByRole('link', { name: 'Hearth.zip' }).click()
  await expect.poll(async () => (await seen()).downloads).toEqual(['Hearth.zip'])
  await client.close()

  // Only a link stands behind this host: the app lends its name to no program of it.
  expect(await page.getByRole('button', { name: /^Get Hearth/ }).count()).toBe(0)
  const wanted = { base: host.base, page: 'installers' as const, room, name: '' }
  const refused = await page.evaluate((params) => window.hearth?.['hostPage.open'](params), wanted)
  expect(refused).toMatchObject({ ok: false, code: 'bad_params' })
})

test('a page of a host has no camera and no screen on load; the app asks by its name, and the answer holds', async () => {
  await begin(0)
  const both = { audio: true, video: true }
  const question = `127.0.0.1:${host.port} wants to use your camera and microphone`
  const client = await openHostPage()
  await client.getByText('Room demo').waitFor()
  const labels = (page: Page) =>
    page.evaluate(async () =>
      (await navigator.mediaDevices.enumerateDevices()).map(({ label }) => label).join(''),
    )
  expect(await labels(client), 'what devices there are').toBe('')
  expect(await capture(client, both)).toBe('NotAllowedError')
  expect(await capture(client, both), 'again, without a question').toBe('NotAllowedError')
  expect((await seen()).questions).toEqual([question])
  for (const constraints of screens) {
    const what = JSON.stringify(constraints)
    expect(await capture(client, constraints), what).toMatch(/Error$/)
    expect(await capture(running.page, constraints), `our own page, ${what}`).toMatch(/Error$/)
  }
  expect(await capture(client, { video: true }, 'getDisplayMedia')).toBe('NotAllowedError')
  await client.close()

  await begin(1)
  const again = await openHostPage()
  await again.getByText('Room demo').waitFor()
  expect(await capture(again, { audio: true })).toEqual(['audio'])
  expect(await capture(again, both)).toEqual(['audio', 'video'])
  expect(await capture(again, both)).toEqual(['audio', 'video'])
  expect(await labels(again)).not.toBe('')
  expect((await seen()).questions).toEqual([
    `127.0.0.1:${host.port} wants to use your microphone`,
    `127.0.0.1:${host.port} wants to use your camera`,
  ])
  for (const constraints of screens)
    expect(await capture(again, constraints), JSON.stringify(constraints)).toMatch(/Error$/)
  expect(await capture(running.page, both), 'our own page asks nobody').toEqual(['audio', 'video'])
  const permissions = await again.evaluate(async () => {
    const names = ['camera', 'microphone', 'notifications', 'geolocation', 'clipboard-read', 'midi']
    const states = names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name } as PermissionDescriptor)
      return state === 'granted' ? name : []
    })
    return (await Promise.all(states)).flat()
  })
  expect(permissions).toEqual(['camera', 'microphone'])
  // A microphone that was allowed brings no screen along; Chromium ends a page that asks for both.
  const mixed = await capture(again, { video: desktop, audio: true }).catch(() => 'page ended')
  expect(mixed).toMatch(/Error$|page ended/)
  await again.close()
})

test('a page of a host opens nothing without a click, one thing with it, and writes no mail', async () => {
  await begin(0)
  const client = await openHostPage()
  await client.getByText('Room demo').waitFor()
  const windows = running.app.windows().length
  await client.evaluate(() => {
    for (let turn = 0; turn < 5; turn += 1) window.open('https://example.org/unasked')
    window.open('mailto:ada@example.org?attach=/etc/passwd')
    document.body.insertAdjacentHTML(
      'beforeend',
      `<button id="web" onclick="for (const n of [1, 2]) window.open('https://example.org/' + n)">Web</button>
       <button id="mail" onclick="window.open('mailto:ada@example.org')">Mail</button>
       <button id="file" onclick="window.open('file:///etc/passwd')">File</button>`,
    )
  })
  for (const name of ['Mail', 'File', 'Web']) await client.getByRole('button', { name }).click()
  await expect.poll(async () => (await seen()).links).toEqual(['https://example.org/1'])
  expect(running.app.windows()).toHaveLength(windows)

  const navigation = running.app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        const window = BrowserWindow.getAllWindows().find(({ webContents }) =>
          webContents.getURL().startsWith('https:'),
        )
        window?.webContents.on('will-frame-navigate', ({ url, defaultPrevented }) =>
          resolve({ url, defaultPrevented }),
        )
      }),
  )
  // Whoever waits for a navigation that is refused waits for ever.
  await client.evaluate(() => void setTimeout(() => location.assign('hearth-app://app/index.html')))
  expect(await navigation).toEqual({ url: 'hearth-app://app/index.html', defaultPrevented: true })
  await client.close()
})

test('WebRTC of such a page reaches its own host by TCP, and nobody else by whatever way', async () => {
  const got: string[] = []
  const tcp = async (name: string, address: string) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined)
      socket.once('data', () => got.push(name))
    })
    server.listen(0, address)
    await once(server, 'listening')
    return server
  }
  const [own, other] = [await tcp('own', '127.0.0.1'), await tcp('other', '127.0.0.2')]
  const stun = createSocket('udp4', () => got.push('udp'))
  stun.bind(0, '127.0.0.1')
  await once(stun, 'listening')
  const portOf = (socket: { address(): AddressInfo | string | null }) =>
    (socket.address() as AddressInfo).port
  const ports = { own: portOf(own), other: portOf(other), stun: portOf(stun) }

  const client = await openHostPage()
  await client.getByText('Room demo').waitFor()
  await client.evaluate(async ({ own, other, stun }) => {
    const iceServers = [
      { urls: `stun:127.0.0.1:${stun}` },
      { urls: `turn:127.0.0.2:${other}?transport=tcp`, username: 'u', credential: 'c' },
      { urls: `turn:127.0.0.1:${stun}`, username: 'u', credential: 'c' },
    ]
    const [one, two] = [new RTCPeerConnection({ iceServers }), new RTCPeerConnection()]
    one.createDataChannel('x')
    await one.setLocalDescription()
    await two.setRemoteDescription(one.localDescription as RTCSessionDescription)
    await two.setLocalDescription()
    await one.setRemoteDescription(two.localDescription as RTCSessionDescription)
    const candidates = [
      `candidate:1 1 udp 2113937151 127.0.0.1 ${stun} typ host`,
      `candidate:2 1 tcp 1518280447 127.0.0.2 ${other} typ host tcptype passive`,
      `candidate:3 1 tcp 1518280446 127.0.0.1 ${own} typ host tcptype passive`,
    ]
    for (const candidate of candidates) await one.addIceCandidate({ candidate, sdpMLineIndex: 0 })
  }, ports)
  // The last to be tried is the host itself: when that was, so were the others.
  await expect.poll(() => got, { timeout: 30_000 }).toContain('own')
  await client.waitForFunction(() => true)
  expect(got).toEqual(got.map(() => 'own'))
  await client.close()
  stun.close()
  for (const server of [own, other]) server.close()
})

test('a call over the page of a host works: its media goes by TCP', async () => {
  const real = await startHost({ staticDir: builtClient })
  const pin = { base: real.base, fingerprint: real.fingerprint ?? '' }
  await running.page.evaluate((params) => window.hearth?.['trust.pin'](params), pin)
  await begin(1)
  const opening = running.app.waitForEvent('window')
  const wanted = { base: real.base, page: 'meeting' as const, room, name: 'Bert' }
  await running.page.evaluate((params) => window.hearth?.['hostPage.open'](params), wanted)
  const bert = await Participant.of(await opening, 'Bert').join()
  await running.page.getByRole('button', { name: 'Home' }).click()
  await running.page.getByRole('textbox', { name: 'Room' }).fill(`${real.base}?room=demo`)
  const ada = await Participant.of(running.page, 'Ada').join()
  await ada.sees('Bert')
  await bert.sees('Ada')
  await real.stop()
})
