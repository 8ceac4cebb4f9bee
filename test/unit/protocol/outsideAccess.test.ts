import { expect, test } from 'vitest'
import { parseIceServer, parseIceServers } from '../../../protocol/hostProcess/outsideAccess.ts'

test.each([
  ['stun:stun.example.org', { urls: ['stun:stun.example.org'] }],
  ['STUN:192.0.2.1:3478', { urls: ['stun:192.0.2.1:3478'] }],
  [
    'turn:ada:s3cret@turn.example.org:3478?transport=tcp',
    { urls: ['turn:turn.example.org:3478?transport=tcp'], username: 'ada', credential: 's3cret' },
  ],
  ['stun://stun.example.org:65535/', { urls: ['stun:stun.example.org:65535'] }],
  [
    'turn:ada%3A1:p%40ss%2Cw%25rd@turn.example.org?transport=TCP',
    { urls: ['turn:turn.example.org?transport=tcp'], username: 'ada:1', credential: 'p@ss,w%rd' },
  ],
  ['turn:a:100%@c', { urls: ['turn:c'], username: 'a', credential: '100%' }],
  ['turns:a:b:c@[fd00::1]:443', { urls: ['turns:[fd00::1]:443'], username: 'a', credential: 'b:c' }],
])('%s is an ICE server', (text, server) => {
  expect(parseIceServer(text)).toEqual({ kind: 'plain', server })
})

test('without a user it is the secret that host and TURN server share', () => {
  const urls = ['turn:turn.example.org?transport=tcp']
  expect(parseIceServer('turn::s3:cret@turn.example.org?transport=tcp')).toEqual({
    kind: 'sharedSecret',
    urls,
    secret: 's3:cret',
  })
})

test.each([
  '',
  'http://stun.example.org',
  'turn:turn.example.org',
  'stun:a:b@c',
  'stun:',
  'stun:a b',
  'turn:a:b@c?x=1',
  'turn::@c',
  'stun::b@c',
  'stun:a:0',
  'stun:a:65536',
  'turn:a:b@c:99999',
  'stun:192.0.2.999',
  'stun:[:::]',
  'turn:a:p@ss@c',
  'https://a:443',
])('%j is none', (text) => {
  expect(parseIceServer(text)).toBeNull()
})

test('several stand with spaces or commas between, and one wrong makes all wrong', () => {
  expect(parseIceServers(' stun:a, stun:b\nstun:c ')).toHaveLength(3)
  expect(parseIceServers('')).toEqual([])
  expect(parseIceServers('stun:a nonsense')).toBeNull()
  expect(parseIceServers('stun:a '.repeat(9))).toBeNull()
})
