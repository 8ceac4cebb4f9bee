import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatInviteLink } from '../../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { en } from '../../../renderer/locales/en.ts'
import {
  type DestinationContext,
  readDestination,
} from '../../../renderer/screens/home/destination/destination.ts'
import { FINGERPRINT, runningHost } from '../../fixtures/fakeSurroundings.ts'

const app: DestinationContext = { own: null, hosting: { state: 'stopped' }, chosen: null }
const hosting: DestinationContext = { own: null, hosting: runningHost, chosen: null }
const browser: DestinationContext = {
  own: { base: 'https://h.example/', fingerprint: null },
  hosting: { state: 'stopped' },
  chosen: null,
}

const offered: DestinationContext = {
  ...hosting,
  chosen: { base: 'https://meet.example/', fingerprint: null },
}

function told(text: string, context: DestinationContext): unknown {
  const answer = readDestination(text, context)
  if (!answer.ok) return answer.problem.kind === 'ours' ? answer.problem.key : answer.problem.fault
  const { base, room, fingerprint } = answer.destination
  return [base, room, fingerprint]
}

const link = `https://10.0.0.9:8443/?room=demo#fp=${FINGERPRINT}`

test.each<[string, DestinationContext, unknown]>([
  ['demo', offered, ['https://meet.example/', 'demo', null]],
  [link, offered, ['https://10.0.0.9:8443/', 'demo', FINGERPRINT]],
  [link, app, ['https://10.0.0.9:8443/', 'demo', FINGERPRINT]],
  [`  ${link}\n`, app, ['https://10.0.0.9:8443/', 'demo', FINGERPRINT]],
  ['10.0.0.9:8443/?room=demo', app, ['https://10.0.0.9:8443/', 'demo', null]],
  ['demo', app, 'plainName'],
  ['demo', hosting, ['https://127.0.0.1:8443/', 'demo', FINGERPRINT]],
  ['demo', browser, ['https://h.example/', 'demo', null]],
  ['https://h.example/?room=demo', browser, ['https://h.example/', 'demo', null]],
  [link, browser, 'otherHost'],
  ['https://10.0.0.9:8443/', app, 'linkWithoutRoom'],
  ['http://10.0.0.9:8443/?room=demo', app, 'wrong_scheme'],
  ['javascript://x/?room=demo', app, 'wrong_scheme'],
  ['https://10.0.0.9/?room=a%00b', app, 'bad_room'],
  ['https://10.0.0.9/?room=demo#fp=short', app, 'bad_fingerprint'],
  ['https://', app, 'not_a_link'],
  [`https://${'x'.repeat(10_000)}/`, app, 'not_a_link'],
  ['192.168.1.20:8443', browser, 'addressAlone'],
  ['192.168.1.20', app, 'addressAlone'],
  ['[fe80::1]:8443/', app, 'addressAlone'],
  ['zoe-pc.local:8443', browser, 'addressAlone'],
  ['localhost:8443', hosting, 'addressAlone'],
  ['team 10:30', browser, ['https://h.example/', 'team 10:30', null]],
  ['v2.0', browser, ['https://h.example/', 'v2.0', null]],
  ['', browser, 'missing'],
  ['a\u0007b', browser, 'hidden'],
  ['x'.repeat(10_000), hosting, 'long'],
])('%.60j leads to the right place or to a clear sentence', (text, context, expected) => {
  expect(told(text, context)).toEqual(expected)
})

test('a link that was made for any room leads there', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }), (text) => {
      const room = roomNameSchema.safeParse(text)
      fc.pre(room.success)
      const made = formatInviteLink({
        base: 'https://10.0.0.9:8443/',
        room: room.data ?? null,
        fingerprint: FINGERPRINT,
      })
      expect(told(made, app)).toEqual(['https://10.0.0.9:8443/', room.data, FINGERPRINT])
    }),
  )
})

describe('the link is found in what people paste:', () => {
  const at = `${link}&at=10.0.0.7,[2001:db8::7]:9443,meet.example`
  const others = ['https://10.0.0.7:8443/', 'https://[2001:db8::7]:9443/', 'https://meet.example:8443/']
  const escaped = encodeURIComponent(at.slice(at.indexOf('#')))
  test.each<[string, string]>([
    ['the whole invitation', en.invite.invitation.replace('{{room}}', 'demo').replace('{{link}}', at)],
    ['with words around it', `Hi Ann, join us here: ${at} at ten, see you!`],
    ['angle brackets', `<${at}>`],
    ['brackets', `(${at})`],
    ['square brackets', `[${at}]`],
    ['quotes', `“${at}”`],
    ['single quotes', `'${at}'`],
    ['Markdown', `[the meeting](${at})`],
    ['Markdown with the link twice', `[${at}](${at})`],
    ['bold', `**${at}**`],
    ['a page’s source', `<a href="${at.replaceAll('&', '&amp;')}">Join</a>`],
    ['a full stop', `${at}.`],
    ['a comma', `${at}, please`],
    ...['،', '؛', '؟', '।', '։', '。', '፣', '‚', '·', '›', '⟩'].map((mark): [string, string] => [
      `a ${mark}`,
      `${at}${mark}`,
    ]),
    ['more at the end', `${at}?!…`],
    ['a full stop of another script', `${at}。`],
    ['invisible letters', `\u200e\ufeff${at}\u200b`],
    ['an escaped ampersand', at.replaceAll('&', '&amp;')],
    ['one escaped twice', at.replaceAll('&', '&amp;amp;')],
    ['an escaped fragment', at.replace('#', '%23')],
    ['a fragment escaped as a whole', `${at.slice(0, at.indexOf('#'))}${escaped}`],
    ['no scheme', `Join ${at.replace('https://', '')}.`],
    ['another link before it', `Get it from https://hearth.example/download and join ${at}`],
    ['a quoted mail', `> Join us:\r\n> ${at.slice(0, 76)}\r\n> ${at.slice(76)}\r\n> Ann`],
  ])('%s', (_what, text) => {
    const answer = readDestination(text, app)
    expect(answer).toEqual({
      ok: true,
      destination: { base: 'https://10.0.0.9:8443/', room: 'demo', fingerprint: FINGERPRINT, others },
    })
  })

  test('wherever a mail program has broken it', () => {
    for (let place = 'https://'.length; place < at.length; place += 1) {
      const text = `Join us:\n${at.slice(0, place)}\n${at.slice(place)}\n\nSee you, Ann`
      const answer = readDestination(text, app)
      expect(answer.ok && answer.destination.room, text).toBe('demo')
      expect(answer.ok && answer.destination.fingerprint, text).toBe(FINGERPRINT)
    }
  })

  test('a room whose name ends in a full stop is itself', () => {
    const base = 'http://127.0.0.1:8443/'
    for (const name of ['demo.', 'demo*', 'demo)', 'demo!'])
      expect(
        told(`${formatInviteLink({ base, room: roomNameSchema.parse(name), fingerprint: null })}.`, app),
      ).toEqual([base, name, null])
  })

  test('a host link keeps its key', () => {
    const key = 'k'.repeat(43)
    const answer = readDestination(`Yours alone: <${link}&host=${key}>.`, app)
    expect(answer).toMatchObject({ ok: true, destination: { room: 'demo', link: `${link}&host=${key}` } })
  })

  test('any text is read, and in time', () => {
    const pieces = ['https://', '&amp;', '%23fp=', '\n> ', '(', ']', '/?room=', 'x', '.', ' ', '#', '\u200b']
    const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(''))
    fc.assert(fc.property(texts, (text) => void readDestination(text, app)))
    for (const piece of [...pieces, `https://h/?room=x#fp=\n`]) readDestination(piece.repeat(20_000), app)
  })
})
