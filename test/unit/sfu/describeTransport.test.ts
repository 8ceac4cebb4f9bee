import type { types } from 'mediasoup'
import { expect, test } from 'vitest'
import { describeTransport } from '../../../main/sfu/describeTransport.ts'

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

test('ports that are reached from outside are offered once each, after those of the network', () => {
  const { iceCandidates } = describeTransport(transport, false, (protocol, port) =>
    protocol === 'udp' ? { address: '203.0.113.7', port: port + 1000 } : null,
  )
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
