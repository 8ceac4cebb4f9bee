import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { readCallers } from '../../../main/host/readCallers.ts'

const callerOf = readCallers({
  trusted: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
  scheme: 'https',
  onUntrusted: () => undefined,
})

function caller(remoteAddress: string, headers: Record<string, string>) {
  return callerOf({ socket: { remoteAddress }, headers } as unknown as IncomingMessage)
}

test.each([
  ['nobody in between', '192.0.2.9', {}, '192.0.2.9'],
  ['a stranger who claims to be somebody else', '192.0.2.9', { 'x-forwarded-for': '127.0.0.1' }, '192.0.2.9'],
  ['one proxy', '127.0.0.1', { 'x-forwarded-for': '192.0.2.9' }, '192.0.2.9'],
  ['an IPv4 proxy on an IPv6 socket', '::ffff:10.1.2.3', { 'x-forwarded-for': '192.0.2.9' }, '192.0.2.9'],
  ['a chain of proxies', '127.0.0.1', { 'x-forwarded-for': '192.0.2.9, fd00::1, 10.0.0.1' }, '192.0.2.9'],
  [
    'a client that lies to the proxy',
    '127.0.0.1',
    { 'x-forwarded-for': '203.0.113.1, 192.0.2.9' },
    '192.0.2.9',
  ],
  ['rubbish', '127.0.0.1', { 'x-forwarded-for': 'unknown, ; drop' }, '127.0.0.1'],
  ['a port behind the address', '127.0.0.1', { 'x-forwarded-for': '192.0.2.9:4711' }, '192.0.2.9'],
  ['a port behind IPv6', '127.0.0.1', { 'x-forwarded-for': '[2001:db8::9]:4711' }, '2001:db8::9'],
  ['a trusted proxy that says nothing', '127.0.0.1', {}, '127.0.0.1'],
])('%s', (_what, remote, headers, address) => {
  expect(caller(remote, { host: 'meet.example', ...headers }).address).toBe(address)
})

test.each([
  ['https://meet.example', { host: 'Meet.Example' }],
  ['https://meet.example:8443', { host: 'meet.example:8443' }],
  ['http://meet.example', { host: 'x', 'x-forwarded-proto': 'http', 'x-forwarded-host': 'meet.example' }],
  ['https://meet.example', { host: 'meet.example', 'x-forwarded-proto': 'gopher' }],
  ['', { host: 'meet.example; script-src *' }],
])('the origin is %j', (origin, headers) => {
  expect(caller('127.0.0.1', headers).origin).toBe(origin)
})
