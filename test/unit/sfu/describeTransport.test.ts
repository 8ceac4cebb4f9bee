import type { types } from 'mediasoup'
import { expect, test } from 'vitest'
import { describeTransport, type Reach } from '../../../main/sfu/session/describeTransport.ts'

const candidate = (address: string, protocol: 'udp' | 'tcp', port: number): types.IceCandidate => ({
  foundation: `${protocol}candidate`,
  priority: 1_076_302_079,
  ip: address,
  address,
  protocol,
  port,
  type: 'host',
  ...(protocol === 'tcp' && { tcpType: 'passive' }),
})

const transport = {
  id: 'a',
  iceParameters: {},
  iceCandidates: [
    candidate('127.0.0.1', 'udp', 44300),
    candidate('192.168.1.5', 'udp', 44300),
    candidate('10.0.0.5', 'udp', 44300),
    candidate('192.168.1.5', 'tcp', 44301),
  ],
  dtlsParameters: { fingerprints: [] },
} as unknown as types.WebRtcTransport

const reach = { announce: null, outside: () => null, isCurrent: () => true }
const told = (local: boolean, more: Partial<Reach>) =>
  describeTransport(transport, local, { ...reach, ...more }).iceCandidates

test('P-NET-1 nobody is told an address that has gone, and nobody elsewhere loopback, be there another one or not', () => {
  const addresses = (local: boolean, ...current: string[]) =>
    told(local, { isCurrent: (one) => current.includes(one) }).map(({ address }) => address)
  expect(addresses(false, '127.0.0.1', '10.0.0.5')).toEqual(['10.0.0.5'])
  expect(addresses(false, '127.0.0.1')).toEqual([])
  expect(addresses(true, '127.0.0.1')).toEqual(['127.0.0.1'])
})

test('an address that is announced is told besides, for the last of its kind', () => {
  const told203 = told(false, { announce: '203.0.113.7' }).slice(3)
  expect(told203.map(({ address, protocol, port }) => `${protocol} ${address}:${port}`)).toEqual([
    'udp 203.0.113.7:44300',
    'tcp 203.0.113.7:44301',
  ])
  expect(told(false, { announce: '10.0.0.5' }), 'one that it has itself needs no second word').toHaveLength(3)
})

test('ports that are reached from outside are offered once each, after those of the network', () => {
  const iceCandidates = told(false, {
    outside: (protocol, port) => (protocol === 'udp' ? { address: '203.0.113.7', port: port + 1000 } : null),
  })
  expect(iceCandidates.map(({ address, protocol, port }) => `${protocol} ${address}:${port}`)).toEqual([
    'udp 192.168.1.5:44300',
    'udp 10.0.0.5:44300',
    'tcp 192.168.1.5:44301',
    'udp 203.0.113.7:45300',
  ])
  const [near] = iceCandidates
  const far = iceCandidates.at(-1)
  expect(far?.priority).toBeLessThan(near?.priority ?? 0)
  expect(far?.foundation).not.toBe(near?.foundation)
})
