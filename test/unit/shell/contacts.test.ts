import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import { expect, test } from 'vitest'
import { remoteScope } from '../../../main/shell/diagnostics/remoteScope.ts'
import { listOpenSockets } from '../../../main/shell/diagnostics/listOpenSockets.ts'
import { parseNetLog } from '../../../main/shell/diagnostics/parseNetLog.ts'
import {
  localOnlyFinding,
  unpluggedPage,
} from '../../../renderer/session/connectionCheck/localOnlyFinding.ts'

const adapter = { family: 'IPv4', address: '203.0.113.9', cidr: '203.0.113.9/28', internal: false }

test.each([
  ['127.0.0.1', 'own'],
  ['::1', 'own'],
  ['localhost', 'own'],
  ['203.0.113.9', 'own'],
  ['192.168.1.4', 'local'],
  ['10.1.2.3', 'local'],
  ['169.254.1.1', 'local'],
  ['224.0.0.251', 'local'],
  ['fe80::1', 'local'],
  ['ff02::fb', 'local'],
  ['printer.local', 'local'],
  ['203.0.113.2', 'local'],
  ['203.0.113.77', 'outside'],
  ['8.8.8.8', 'outside'],
  ['239.1.2.3', 'outside'],
  ['2001:db8::1', 'outside'],
  ['example.org', 'outside'],
] as const)('%s is %s', (host, kind) => {
  expect(remoteScope(host, { eth0: [adapter as NetworkInterfaceInfo] })).toBe(kind)
})

test('an IPv6 address is ours however it is written, and its network is near', () => {
  const eth0 = [
    { family: 'IPv6', address: '2001:db8:1::2', cidr: '2001:db8:1::2/64' } as NetworkInterfaceInfo,
  ]
  expect(remoteScope('2001:db8:1:0:0:0:0:2', { eth0 })).toBe('own')
  expect(remoteScope('2001:db8:1::77', { eth0 })).toBe('local')
  expect(remoteScope('2001:db8:2::2', { eth0 })).toBe('outside')
})

const types = { TCP_CONNECT_ATTEMPT: 1, UDP_CONNECT: 2, UDP_BYTES_SENT: 3, HOST_RESOLVER_MANAGER_REQUEST: 4 }
const log = (...events: readonly [type: number, id: number, params?: object][]) =>
  JSON.stringify({
    constants: { logEventTypes: types },
    events: events.map(([type, id, params]) => ({ type, source: { id }, params })),
  })

test('Chromium’s log says who was reached, and by what', () => {
  const text = log(
    [1, 1, { address: '10.0.0.2:8443' }],
    [1, 2, { address: '10.0.0.2:8443' }],
    [2, 3, { address: '10.0.0.2:40000' }],
    [3, 3, { byte_count: 20 }],
    [3, 4, { address: '10.0.0.3:50000' }],
    [4, 5, { host: 'https://meet.example.org' }],
    [4, 6, { host: 'https://10.0.0.2:8443' }],
    [99, 7],
  )
  expect(parseNetLog(text)).toEqual([
    { how: 'tcp', place: '10.0.0.2:8443' },
    { how: 'udp', place: '10.0.0.2:40000' },
    { how: 'udp', place: '10.0.0.3:50000' },
    { how: 'name', place: 'meet.example.org' },
  ])
})

test('a socket that is only pointed somewhere has reached nobody', () => {
  expect(parseNetLog(log([2, 1, { address: '[2001:4860:4860::8888]:443' }]))).toEqual([])
})

test('the kernel tells the other ends of our connections', { timeout: 30_000 }, async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const place = `127.0.0.1:${port}`
  expect(await listOpenSockets(process.pid)).toContainEqual({ how: 'tcp', place })
  socket.destroy()
  server.close()
  await once(server, 'close')
  expect(await listOpenSockets(process.pid)).not.toContainEqual({ how: 'tcp', place })
})

test('one address outside is enough to say so', () => {
  const near = { kind: 'local', place: '10.0.0.2:8443', how: 'tcp' } as const
  const far = { kind: 'outside', place: 'example.org', how: 'name' } as const
  expect(localOnlyFinding({ contacts: [near], everything: true }).code).toBe('unplugged_fine')
  expect(localOnlyFinding({ contacts: [near], everything: false }).code).toBe('unplugged_window')
  const found = localOnlyFinding({ contacts: [near, far], everything: true })
  expect([found.code, found.values]).toEqual(['unplugged_outside', { count: 1 }])
})

test('a page knows of what it has loaded itself', () => {
  const base = 'https://10.0.0.2:8443/'
  const own = [`${base}app.js`, 'data:text/plain,x', 'blob:https://10.0.0.2:8443/1']
  expect(unpluggedPage(base, own).code).toBe('unplugged_page')
  expect(unpluggedPage(base, [...own, 'https://example.org/a.js']).code).toBe('unplugged_page_outside')
})
