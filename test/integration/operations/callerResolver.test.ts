import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { knownNames } from '../../../main/host/client/admission/knownNames.ts'
import { callerResolver } from '../../../main/host/web/callerResolver.ts'

const callerOf = callerResolver({
  trusted: ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'],
  scheme: 'https',
  names: null,
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
  ['https://meet.example', { host: 'x', 'x-forwarded-proto': 'WSS', 'x-forwarded-host': 'Meet.example:443' }],
  ['http://meet.example', { host: 'x', 'x-forwarded-proto': 'ws', 'x-forwarded-host': 'meet.example:80' }],
  [
    'https://meet.example',
    { host: 'x', 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'meet.example., x' },
  ],
])('the origin is %j', (origin, headers) => {
  expect(caller('127.0.0.1', headers).origin).toBe(origin)
})

const behindProxy = callerResolver({
  trusted: ['127.0.0.1'],
  scheme: 'http',
  names: knownNames(['meet.example']),
  onUntrusted: () => undefined,
})

test.each([
  ['a proxy that says nothing', { host: '127.0.0.1:8080' }, false],
  [
    'somebody on this computer, through the proxy',
    { host: '127.0.0.1:8080', 'x-forwarded-for': '127.0.0.1' },
    true,
  ],
  ['somebody elsewhere', { host: '127.0.0.1:8080', 'x-forwarded-for': '192.0.2.1' }, false],
  [
    'a page that has made its name lead here',
    { host: 'evil.example', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost' },
    false,
  ],
  [
    'a page that was forwarded',
    { host: '127.0.0.1:8080', 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost, evil.example' },
    false,
  ],
])('behind a proxy, %s is a program of this computer: %s', (_who, headers, local) => {
  const remote = { socket: { remoteAddress: '127.0.0.1' }, headers } as unknown as IncomingMessage
  expect(behindProxy(remote).local).toBe(local)
})

test.each<[Record<string, string>, boolean]>([
  [{}, false],
  [{ host: '127.0.0.1:8080' }, false],
  [{ host: 'meet.example' }, false],
  [{ host: 'Meet.Example.:8080' }, false],
  [{ host: '127.0.0.1:8080', 'x-forwarded-host': 'meet.example' }, false],
  [{ host: '127.0.0.1:8080', 'x-forwarded-host': 'evil.example' }, true],
  [{ host: 'evil.example' }, true],
  [{ host: 'evil.example', 'x-forwarded-host': 'meet.example' }, true],
  [{ host: 'evil.example; x' }, true],
])('%j asks under a name that is not ours: %s', (headers, misdirected) => {
  for (const remoteAddress of ['127.0.0.1', '127.0.0.2']) {
    const request = { socket: { remoteAddress }, headers } as unknown as IncomingMessage
    // What nobody believes, nobody is turned away for.
    const ignored = remoteAddress === '127.0.0.2' && headers['host'] === '127.0.0.1:8080'
    expect(behindProxy(request).misdirected).toBe(ignored ? false : misdirected)
  }
})
