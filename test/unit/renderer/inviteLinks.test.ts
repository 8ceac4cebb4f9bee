import { expect, test } from 'vitest'
import type { HostEndpoint } from '../../../protocol/hostEndpoint.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { inviteLinks } from '../../../renderer/features/invite/inviteLinks.ts'
import { FINGERPRINT, runningHost } from '../../fixtures/fakeSurroundings.ts'

const room = roomNameSchema.parse('Team & friends')
const NAME = 'Team+%26+friends'
const own = 'https://127.0.0.1:8443/'

function linksOf(places: readonly HostEndpoint[]) {
  const hosting = { ...runningHost, places: [...places] }
  return inviteLinks({ base: own, room, fingerprint: FINGERPRINT, hosting })
}
const at = (host: string, over: HostEndpoint['over']): HostEndpoint => ({
  base: `https://${host}:8443/`,
  over,
})
const told = (links: readonly { host: string; forWhom: string }[]) =>
  links.map(({ host, forWhom }) => `${host} ${forWhom}`)

test('the host gives one link for its network, and further ones apart, each with all addresses', () => {
  const links = linksOf([at('192.168.1.20', 'lan'), at('10.0.0.7', 'tunnel')])
  expect(links.first).toMatchObject({
    link: `https://192.168.1.20:8443/?room=${NAME}#fp=${FINGERPRINT}&at=10.0.0.7`,
    forWhom: 'lan',
  })
  expect(links.further).toMatchObject([
    { link: `https://10.0.0.7:8443/?room=${NAME}#fp=${FINGERPRINT}&at=192.168.1.20`, forWhom: 'tunnel' },
  ])
  expect(links.outside).toEqual([])
})

test('each says for whom it is', () => {
  const links = linksOf([
    at('192.168.1.20', 'lan'),
    at('10.0.0.7', 'lan'),
    at('[fd00::20]', 'lan'),
    at('203.0.113.7', 'outside'),
    at('10.8.0.2', 'tunnel'),
    at('172.17.0.1', 'virtual'),
  ])
  expect(told([links.first])).toEqual(['192.168.1.20 lan'])
  expect(told(links.outside)).toEqual(['203.0.113.7 outside'])
  expect(told(links.further)).toEqual([
    '10.0.0.7 otherLan',
    '[fd00::20] ipv6',
    '10.8.0.2 tunnel',
    '172.17.0.1 virtual',
  ])
})

test('on a network with IPv6 alone its address is the link for everybody', () => {
  const links = linksOf([at('[fd00::20]', 'lan'), at('[2001:db8::20]', 'lan')])
  expect(told([links.first, ...links.further])).toEqual(['[fd00::20] lan', '[2001:db8::20] ipv6'])
  expect(links.first.link).toBe(`https://[fd00::20]:8443/?room=${NAME}#fp=${FINGERPRINT}&at=[2001:db8::20]`)
})

test('where a VPN is the only way, the one link says so', () => {
  expect(told([linksOf([at('10.8.0.2', 'tunnel')]).first])).toEqual(['10.8.0.2 tunnel'])
})

test('without a network the link works here only, and says so', () => {
  expect(linksOf([])).toMatchObject({
    first: { link: `${own}?room=${NAME}#fp=${FINGERPRINT}`, forWhom: 'ownComputer' },
    outside: [],
    further: [],
  })
})

test('a guest passes on the way that works, with the fingerprint if it is known', () => {
  const base = 'https://meet.example/hearth/'
  const hosting = { state: 'stopped' as const }
  const first = (params: Partial<Parameters<typeof inviteLinks>[0]>) =>
    inviteLinks({ base, room, fingerprint: null, hosting, ...params }).first
  expect(first({})).toMatchObject({ link: `${base}?room=${NAME}`, forWhom: 'known' })
  expect(first({ fingerprint: FINGERPRINT, hosting: runningHost }).link).toBe(
    `${base}?room=${NAME}#fp=${FINGERPRINT}`,
  )
  const others = ['https://10.0.0.7:8443/hearth/']
  expect(first({ fingerprint: FINGERPRINT, others }).link).toBe(
    `${base}?room=${NAME}#fp=${FINGERPRINT}&at=10.0.0.7:8443`,
  )
})
