import { expect, test } from 'vitest'
import { formatHostLink, hostKeyOf } from '../../../protocol/hostKey.ts'
import { formatInviteLink, parseInviteLink } from '../../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../../protocol/names.ts'

const base = 'https://192.168.1.20:8443/'
const room = roomNameSchema.parse('demo')
const [fingerprint, key] = ['F'.repeat(43), 'k-_'.repeat(14) + 'K']
const link = { base, room, fingerprint, others: ['https://10.0.0.7:8443/'] }

test('P-OWNER-5 the host link is the invite link with the key behind it, out of reach of any server', () => {
  const text = formatHostLink(link, key)
  expect(text).toBe(`${formatInviteLink(link)}&host=${key}`)
  expect(new URL(text).hash).toContain(key)
  expect(new URL(text).href.split('#')[0]).not.toContain(key)
  expect(hostKeyOf(text)).toBe(key)
  expect(hostKeyOf(text.replace('https:', 'hearth:'))).toBe(key)
})

test('P-OWNER-5 behind a proxy, where there is no fingerprint, it is the only thing there', () => {
  const text = formatHostLink({ base: 'http://127.0.0.1:8080/meet/', room: null, fingerprint: null }, key)
  expect(text).toBe(`http://127.0.0.1:8080/meet/#host=${key}`)
  expect(hostKeyOf(text)).toBe(key)
})

test('P-OWNER-5 what was read of a host link makes an invitation without the key', () => {
  const read = parseInviteLink(formatHostLink(link, key))
  expect(read).toEqual({ ok: true, link })
  expect(read.ok && formatInviteLink(read.link)).toBe(formatInviteLink(link))
})

test.each([
  ['an invite link', formatInviteLink(link)],
  ['a key that a chat program has cut', formatHostLink(link, key).slice(0, -1)],
  ['one with more behind it', `${formatHostLink(link, key)}x`],
  ['one that a server would see', `${base}?room=demo&host=${key}`],
  ['no link', 'host=now'],
])('no key is read of %s', (_what, text) => {
  expect(hostKeyOf(text)).toBeNull()
})
