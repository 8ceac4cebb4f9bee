import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { fingerprints } from '../../main/tls/fingerprints.ts'
import { ipcAnswerSchema } from '../../protocol/ipc/answer.ts'
import { launchApp, type RunningApp } from '../fixtures/launchApp.ts'
import { type Identity, makeIdentity, startTlsServer, type TlsServer } from '../fixtures/tlsServer.ts'

let running: RunningApp
let first: Identity
let second: Identity
/** The first one's key in another certificate. */
let renewed: Identity
let server: TlsServer

/** A server on the port that the test uses throughout, with another certificate. */
async function replaceServer(identity: Identity): Promise<void> {
  await server.stop()
  server = await serve(identity, server.port)
}

async function serve(identity: Identity, port = 0): Promise<TlsServer> {
  const started = await startTlsServer(identity, port)
  const sockets = new WebSocketServer({ server: started.server })
  return {
    ...started,
    stop: () => {
      for (const socket of sockets.clients) socket.terminate()
      return started.stop()
    },
  }
}

beforeAll(async () => {
  ;[first, second] = await Promise.all([makeIdentity(), makeIdentity()])
  renewed = await makeIdentity({ renewed: first })
  server = await serve(first)
  running = await launchApp()
})
afterAll(async () => {
  await running.stop()
  await server.stop()
})

const fingerprint = (identity: Identity) => fingerprints(new X509Certificate(identity.cert))

/** Whether the page gets through to the server, by both of the roads that it uses. */
function reached(at = server.base): Promise<{ fetch: boolean; socket: boolean }> {
  return running.page.evaluate(async (base) => {
    const fetched = fetch(base, { cache: 'no-store' }).then(
      () => true,
      () => false,
    )
    const socket = new WebSocket(base.replace('https', 'wss'))
    const opened = new Promise<boolean>((settle) => {
      socket.addEventListener('open', () => settle(true))
      socket.addEventListener('error', () => settle(false))
    })
    const answer = { fetch: await fetched, socket: await opened }
    socket.close()
    return answer
  }, at)
}

async function check(linked: string | null, base = server.base): Promise<unknown> {
  const params = { bases: [base], fingerprint: linked, announced: false }
  const answer = await running.page.evaluate((asked) => window.hearth?.['trust.check'](asked), params)
  const parsed = ipcAnswerSchema.parse(answer)
  return parsed.ok ? parsed.result : parsed
}

// One story: what happens to a host later depends on what happened before.
test('a host with a certificate of its own: refused, agreed to, replaced', async () => {
  const { page } = running
  expect(await reached(), 'before anybody agreed').toEqual({ fetch: false, socket: false })
  expect(await check(null)).toMatchObject({ trust: 'unknown', fingerprint: fingerprint(first) })
  expect(await reached(), 'looking at it changes nothing').toEqual({ fetch: false, socket: false })

  const agreed = { base: server.base, fingerprint: fingerprint(first) }
  await page.evaluate((params) => window.hearth?.['trust.pin'](params), agreed)
  expect(await reached(), 'although Chromium has refused it before').toEqual({ fetch: true, socket: true })
  expect(await check(null)).toMatchObject({ trust: 'trusted' })

  await replaceServer(second)
  expect(await reached(), 'another host in its place').toEqual({ fetch: false, socket: false })
  const changed = { trust: 'changed', expected: fingerprint(first), found: fingerprint(second) }
  expect(await check(null)).toEqual(changed)
  const forged = await check(fingerprint(second))
  expect(forged, 'even where a link vouches for it').toEqual({ ...changed, inLink: true })

  await replaceServer(first)
  expect(await reached(), 'the right one is back').toEqual({ fetch: true, socket: true })

  await replaceServer(renewed)
  expect(await check(null), 'its certificate was renewed').toMatchObject({ trust: 'trusted' })
  expect(await reached(), 'by both roads').toEqual({ fetch: true, socket: true })
})

test('a host with the fingerprint of the link is trusted at once', async () => {
  const other = await serve(second)
  try {
    expect(await check(fingerprint(first), other.base)).toEqual({
      trust: 'changed',
      expected: fingerprint(first),
      found: fingerprint(second),
    })
    expect(await check(fingerprint(second), other.base)).toMatchObject({ trust: 'trusted' })
    expect(await reached(other.base)).toEqual({ fetch: true, socket: true })
    // Its key is good there, and not at another port of the same computer.
    await replaceServer(second)
    expect(await reached()).toEqual({ fetch: false, socket: false })
  } finally {
    await other.stop()
  }
})

test('a link from before the renewal leads to the renewed host at first contact, and not to another key', async () => {
  const elsewhere = await serve(renewed)
  try {
    const stranger = { trust: 'changed', expected: fingerprint(second), found: fingerprint(first) }
    expect(await check(fingerprint(second), elsewhere.base)).toEqual(stranger)
    expect(await check(fingerprint(first), elsewhere.base)).toMatchObject({ trust: 'trusted' })
  } finally {
    await elsewhere.stop()
  }
})

test('nobody there', async () => {
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port } = free.address() as AddressInfo
  free.close()
  await once(free, 'close')
  expect(await check(null, `https://127.0.0.1:${port}/`)).toEqual({ trust: 'unreachable' })
})
