import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInviteLink } from '../../../protocol/inviteLink.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { type DestinationContext, readDestination } from '../../../renderer/features/home/destination.ts'
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
