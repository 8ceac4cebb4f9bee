import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { formatInviteLink, type InviteLink, parseInviteLink } from '../../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../../protocol/names.ts'

// Thousands of made-up inputs take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const FINGERPRINT = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE'

const origin = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `https://${host}:${port}`),
  fc.tuple(fc.ipV6(), fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `https://[${host}]:${port}`),
  fc.domain().map((host) => `https://${host}`),
  fc.constantFrom('http://localhost:8080', 'http://127.0.0.1:8080', 'http://[::1]:8080'),
)
const path = fc.constantFrom('/', '/meet/', '/a/b%20c/')
const base = fc.tuple(origin, path).map(([start, end]) => new URL(`${start}${end}`).href)
const room = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
  .map((text) => roomNameSchema.safeParse(text).data ?? null)
const fingerprint = fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{43}$/))

test('a link that was written reads as what it was written from', () => {
  fc.assert(
    fc.property(fc.record({ base, room, fingerprint }), (link: InviteLink) => {
      expect(parseInviteLink(` ${formatInviteLink(link)}\n`)).toEqual({ ok: true, link })
    }),
    { numRuns: 500 },
  )
})

test('a link with several addresses of one host reads as what it was written from', () => {
  const port = fc.constantFrom('', ':443', ':8443', ':9000')
  const host = fc.oneof(
    fc.ipV4(),
    fc.ipV6().map((ip) => `[${ip}]`),
    fc.domain(),
  )
  const bases = fc.uniqueArray(
    fc.tuple(host, port).map(([name, end]) => new URL(`https://${name}${end}/meet/`).href),
    { minLength: 2, maxLength: 9 },
  )
  fc.assert(
    fc.property(bases, ([first = '', ...others]) => {
      const link = { base: first, room: null, fingerprint: FINGERPRINT, others }
      expect(parseInviteLink(formatInviteLink(link))).toEqual({ ok: true, link })
    }),
    { numRuns: 100 },
  )
})

test.each([
  ['10.0.0.7:99999,10.0.0.8', ['https://10.0.0.8:8443/']],
  ['a@b,10.0.0.8/x,?y', undefined],
  ['192.168.1.20', undefined],
  [
    Array.from({ length: 40 }, (_one, index) => `10.0.0.${index}`).join(','),
    expect.objectContaining({ length: 8 }),
  ],
])('of addresses in a link, at=%.40s, those that are some are kept', (at, others) => {
  const answer = parseInviteLink(`https://192.168.1.20:8443/#fp=${FINGERPRINT}&at=${at}`)
  expect(answer.ok && answer.link.others).toEqual(others)
  expect(parseInviteLink(`https://192.168.1.20:8443/#at=${at}`)).not.toHaveProperty('link.others')
})

test.each<[string, InviteLink]>([
  [
    `https://192.168.1.20:8443/?room=demo#fp=${FINGERPRINT}`,
    { base: 'https://192.168.1.20:8443/', room: roomNameSchema.parse('demo'), fingerprint: FINGERPRINT },
  ],
  ['https://example.org', { base: 'https://example.org/', room: null, fingerprint: null }],
  [
    'https://example.org/meet/index.html?room=a+b&username=Ada&join=now',
    { base: 'https://example.org/meet/', room: roomNameSchema.parse('a b'), fingerprint: null },
  ],
])('%s is an invite link', (text, link) => {
  expect(parseInviteLink(text)).toEqual({ ok: true, link })
})

test.each([
  ['', 'not_a_link'],
  ['demo', 'not_a_link'],
  ['192.168.1.20:8443/?room=demo', 'not_a_link'],
  ['https://', 'not_a_link'],
  ['https://ada:secret@example.org/', 'not_a_link'],
  [`https://example.org/?room=${'a'.repeat(5000)}`, 'not_a_link'],
  ['http://192.168.1.20:8080/?room=demo', 'wrong_scheme'],
  ['http://localhost.example.org/', 'wrong_scheme'],
  ['javascript:alert(1)', 'wrong_scheme'],
  ['file:///etc/passwd', 'wrong_scheme'],
  ['localhost:8443/?room=demo', 'wrong_scheme'],
  ['https://example.org/?room=', 'bad_room'],
  ['https://example.org/?room=a%00b', 'bad_room'],
  ['https://example.org/?room=a%07b', 'bad_room'],
  [`https://example.org/?room=${'a'.repeat(65)}`, 'bad_room'],
  ['https://example.org/?room=demo#fp=', 'bad_fingerprint'],
  ['https://example.org/?room=demo#fp=abc', 'bad_fingerprint'],
  [`https://example.org/?room=demo#fp=${FINGERPRINT}A`, 'bad_fingerprint'],
])('%s is refused as %s', (text, problem) => {
  expect(parseInviteLink(text)).toEqual({ ok: false, problem })
})

test('whatever is pasted gets an answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => typeof parseInviteLink(text).ok === 'boolean'),
  )
  fc.assert(
    fc.property(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      (text) => typeof parseInviteLink(text).ok === 'boolean',
    ),
  )
})

test('a link of the scheme that the system opens with the app reads as its https link does', () => {
  const link = `https://192.168.1.20:8443/meet/?room=demo#fp=${FINGERPRINT}&at=10.0.0.7`
  expect(parseInviteLink(link.replace('https', 'hearth'))).toEqual(parseInviteLink(link))
  expect(parseInviteLink(link).ok).toBe(true)
  expect(parseInviteLink('hearth:8443/?room=demo')).toEqual({ ok: false, problem: 'wrong_scheme' })
})
