import { hostKeyOf } from '../../../protocol/hostKey.ts'
import { expect, test } from 'vitest'
import { isLoopback } from '../../../main/network/isLoopback.ts'
import { hostEndpoints, type HostEndpointsOptions } from '../../../main/host/reachability/hostEndpoints.ts'
import { hostLinks } from '../../../main/host/cli/hostLinks.ts'
import { startupMessage } from '../../../main/host/cli/startupMessage.ts'
import { formatInviteLink, parseInviteLink } from '../../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'

const lan: HostEndpointsOptions['lan'] = [
  { address: '192.168.1.20', kind: 'lan' },
  { address: 'fd00::20', kind: 'lan' },
  { address: '10.8.0.2', kind: 'tunnel' },
  { address: '172.17.0.1', kind: 'virtual' },
]
const places = (options: Partial<HostEndpointsOptions> = {}) =>
  hostEndpoints({
    serving: { scheme: 'https', pathPrefix: '/meet/' },
    port: 8443,
    names: [],
    lan,
    announced: null,
    outside: null,
    ...options,
  })
const told = (options?: Partial<HostEndpointsOptions>) =>
  places(options).map(({ base, over }) => `${new URL(base).host} ${over}`)

test('what works on the network comes first, then from outside, then what few reach', () => {
  expect(told({ names: ['meet.example.org'], outside: { address: '203.0.113.7', port: 9443 } })).toEqual([
    'meet.example.org:8443 name',
    '192.168.1.20:8443 lan',
    '[fd00::20]:8443 lan',
    '203.0.113.7:9443 outside',
    '10.8.0.2:8443 tunnel',
    '172.17.0.1:8443 virtual',
  ])
  expect(places()[1]?.base).toBe('https://[fd00::20]:8443/meet/')
})

test('an address that an operator tells counts as what it is', () => {
  expect(told({ announced: '198.51.100.4' })).toContain('198.51.100.4:8443 outside')
  expect(told({ announced: '192.168.7.7' })[0]).toBe('192.168.7.7:8443 lan')
  expect(told({ announced: '192.168.1.20' }), 'our own').toEqual(told())
  expect(told({ lan: [], announced: '198.51.100.4', names: ['meet.example.org'] }), 'loopback alone').toEqual(
    [],
  )
})

test('links with more addresses than are read keep the likeliest', () => {
  const others = Array.from({ length: 12 }, (_one, index) => `https://10.0.0.${index}:8443/`)
  const link = formatInviteLink({
    base: 'https://192.168.1.20:8443/',
    room: null,
    fingerprint: FINGERPRINT,
    others,
  })
  const read = parseInviteLink(link)
  expect(read.ok && read.link.others).toEqual(others.slice(0, 8))
})

const KEY = 'K'.repeat(43)

test('the command line says for whom each link is', () => {
  const room = roomNameSchema.parse('demo')
  const text = startupMessage(
    catalogue.t,
    hostLinks(
      {
        port: 8443,
        base: 'https://127.0.0.1:8443/',
        places: places(),
        fingerprint: FINGERPRINT,
        outside: { state: 'off' },
      },
      room,
      KEY,
    ),
  )
  const lines = text.split('\n')
  const under = (label: string) => lines[lines.indexOf(`${label}:`) + 1]?.trim().split('?')[0]
  expect(under('People on this network')).toBe('https://192.168.1.20:8443/meet/')
  expect(under('People on the same VPN')).toBe('https://10.8.0.2:8443/meet/')
  expect(under('This computer itself')).toBe('https://127.0.0.1:8443/')
  // The host link has a heading of its own, and none of the others holds the key.
  const withKey = lines.filter((line) => line.includes(KEY))
  expect(withKey).toEqual([lines[lines.findIndex((line) => line.startsWith('Host link')) + 1]])
  expect(hostKeyOf(withKey[0] ?? '')).toBe(KEY)
})

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['0:0:0:0:0:0:0:1', true],
  ['::ffff:127.0.0.1', true],
  ['::ffff:7f00:1', true],
  ['192.168.1.20', false],
  ['::ffff:192.168.1.20', false],
  ['fd00::1', false],
  ['127.example.org', false],
  ['', false],
])('%s leads to this computer: %s', (address, is) => {
  expect(isLoopback(address)).toBe(is)
})
