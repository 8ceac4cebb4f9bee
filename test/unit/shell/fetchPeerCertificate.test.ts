import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { certificateFingerprint, fingerprints } from '../../../main/tls/fingerprints.ts'
import { type HostOrigin, hostOrigin } from '../../../main/shell/trust/hostOrigin.ts'
import { fetchPeerCertificate } from '../../../main/shell/trust/fetchPeerCertificate.ts'
import { makeAuthority, makeIdentity, startTlsServer } from '../../fixtures/tlsServer.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function serve(identity: Parameters<typeof startTlsServer>[0]): Promise<HostOrigin> {
  const server = await startTlsServer(identity)
  stops.push(server.stop)
  return hostOrigin(server.base) as HostOrigin
}

test('a certificate that nobody signed is seen, and not authorized', async () => {
  const identity = await makeIdentity()
  expect(await fetchPeerCertificate(await serve(identity))).toEqual({
    fingerprint: fingerprints(new X509Certificate(identity.cert)),
    certificate: certificateFingerprint(new X509Certificate(identity.cert)),
    authorized: false,
  })
})

test('a certificate of an authority counts for those who know the authority, and for its own name alone', async () => {
  const ca = await makeAuthority()
  const authorities = [ca.cert]
  const right = await serve(await makeIdentity({ ca }))
  expect(await fetchPeerCertificate(right, { authorities })).toMatchObject({ authorized: true })
  expect(await fetchPeerCertificate(right)).toMatchObject({ authorized: false })
  const wrong = await serve(await makeIdentity({ ca, address: '192.0.2.1' }))
  expect(await fetchPeerCertificate(wrong, { authorities })).toMatchObject({ authorized: false })
})

test('nobody there', async () => {
  const server = await startTlsServer(await makeIdentity())
  await server.stop()
  expect(await fetchPeerCertificate(hostOrigin(server.base) as HostOrigin)).toBeNull()
})

test.each([
  ['is silent', () => {}],
  ['speaks something else', (socket: { end(text: string): void }) => socket.end('SSH-2.0-OpenSSH\r\n')],
])('a server that %s counts as nobody', async (_what, greet) => {
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    socket.on('error', () => {})
    sockets.push(socket)
    greet(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stops.push(async () => {
    for (const socket of sockets) socket.destroy()
    server.close()
    await once(server, 'close')
  })
  const { port } = server.address() as AddressInfo
  const address = hostOrigin(`https://127.0.0.1:${port}/`) as HostOrigin
  expect(await fetchPeerCertificate(address, { timeoutMs: 100 })).toBeNull()
})
