import dnsPacket, { type Answer, type Packet } from 'dns-packet'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnnouncements } from '../../../main/discovery/parseAnnouncements.ts'
import { instanceOf, SERVICE } from '../../../main/discovery/serviceRecords.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { nearbyMeetingSchema } from '../../../protocol/nearbyMeeting.ts'
import { announced, announcement } from '../../fixtures/announcement.ts'

const read = (packet: Packet, from = '192.168.1.20') =>
  parseAnnouncements(dnsPacket.decode(dnsPacket.encode(packet)), from, (address) =>
    address.startsWith('2001:db8:1:'),
  )

test('what a host announces is what is read', () => {
  const one = announcement({ room: roomNameSchema.parse('Küche 🍲'), locked: true, path: '/meet/' })
  const { port: _port, path: _path, ...meeting } = one
  expect(read(announced(one))).toEqual({
    meetings: [{ ...meeting, bases: ['https://192.168.1.20:8443/meet/'] }],
    over: [],
  })
  expect(read(announced(one, '192.168.1.20', 0))).toEqual({ meetings: [], over: [one.id] })
})

test('the address from which it came goes first, and only local ones count', () => {
  const packet = announced(announcement(), '10.0.0.7')
  for (const data of ['192.168.1.20', '8.8.8.8', '127.0.0.1', '0.0.0.0', '224.0.0.251', '10.0.0.7'])
    packet.additionals?.push({ type: 'A', name: 'hearth-abcd-_12.local', data })
  expect(read(packet).meetings[0]?.bases).toEqual(['https://192.168.1.20:8443/', 'https://10.0.0.7:8443/'])
  expect(read(announced(announcement(), '8.8.8.8')).meetings).toEqual([])
})

test('of IPv6, local addresses count, and those of our own networks', () => {
  const packet = announced(announcement(), 'fd00:0:0::20')
  const others = ['2001:db8:1::20', '2001:db8:2::20', 'fe80::20', '::1', 'ff02::fb', '::ffff:8.8.8.8', '::']
  for (const data of others) packet.additionals?.push({ type: 'AAAA', name: 'hearth-abcd-_12.local', data })
  expect(read(packet).meetings[0]?.bases).toEqual([
    'https://[fd00::20]:8443/',
    'https://[2001:db8:1::20]:8443/',
  ])
  expect(read(announced(announcement(), '2001:db8:2::20')).meetings).toEqual([])
})

/** The TXT record of an announcement, with one text in place of another. */
function withText(key: string, text: string | Buffer | null): Packet {
  const packet = announced(announcement())
  const txt = packet.additionals?.find(({ type }) => type === 'TXT') as { data: (string | Buffer)[] }
  txt.data = txt.data.filter((entry) => !entry.toString().startsWith(`${key}=`))
  if (text !== null) txt.data.push(text)
  return packet
}

test.each<[string, string, string | Buffer | null]>([
  ['no room', 'room', null],
  ['an empty room', 'room', 'room='],
  ['a room that turns the text around', 'room', 'room=demo\u202Egpj'],
  ['a room with a new line', 'room', 'room=demo\nfake'],
  ['a room with an invisible letter', 'room', 'room=de\u200Bmo'],
  ['a room that is too long', 'room', `room=${'x'.repeat(65)}`],
  ['letters that are none', 'room', Buffer.from([...Buffer.from('room='), 0xff, 0xfe])],
  ['a host with control characters', 'host', 'host=\u0007'],
  ['no host', 'host', null],
  ['people that are no number', 'people', 'people=-1'],
  ['very many people', 'people', 'people=99999'],
  ['people as a float', 'people', 'people=1e3'],
  ['no key', 'key', null],
  ['half a key', 'key', 'key=q2Jt0aV5'],
  ['a path elsewhere', 'path', 'path=@evil.example/'],
  ['a path with a query', 'path', 'path=/?x='],
  ['a path upwards', 'path', 'path=/../'],
  ['another version', 'txtvers', 'txtvers=2'],
])('%s: not listed', (_what, key, text) => {
  expect(read(withText(key, text)).meetings).toEqual([])
})

test.each([
  `demo.${SERVICE}`,
  `hearth-__proto__x.${SERVICE}`,
  'hearth-abcd-_12._http._tcp.local',
  instanceOf('abcd-_12').replace('.local', '.example'),
])('an instance called %s is none of ours', (data) => {
  const packet = announced(announcement())
  packet.answers = [{ type: 'PTR', name: SERVICE, ttl: 120, data }]
  expect(read(packet)).toEqual({ meetings: [], over: [] })
})

test('a question announces nothing', () => {
  expect(read({ ...announced(announcement()), type: 'query' })).toEqual({ meetings: [], over: [] })
})

test('whatever arrives, nothing breaks, and what is listed is sound', () => {
  const name = fc.constantFrom(SERVICE, instanceOf('abcd-_12'), 'hearth-abcd-_12.local', 'x.local')
  const ttl = fc.constantFrom(0, 1, 120)
  const text = fc.oneof(
    fc.uint8Array({ maxLength: 255 }).map((bytes) => Buffer.from(bytes)),
    fc
      .tuple(
        fc.constantFrom('txtvers', 'room', 'host', 'people', 'key', 'path', '__proto__'),
        fc.oneof(
          fc.constantFrom('1', '/', 'demo', 'A'.repeat(43)),
          fc.string({ unit: 'binary', maxLength: 12 }),
        ),
      )
      .map(([key, value]) => Buffer.from(`${key}=${value}`).subarray(0, 255)),
  )
  const record: fc.Arbitrary<Answer> = fc.oneof(
    fc.record({ type: fc.constant('PTR' as const), name, ttl, data: name }),
    fc.record({
      type: fc.constant('SRV' as const),
      name,
      ttl,
      data: fc.record({ port: fc.nat(65_535), target: name }),
    }),
    fc.record({ type: fc.constant('TXT' as const), name, ttl, data: fc.array(text, { maxLength: 8 }) }),
    fc.record({ type: fc.constant('A' as const), name, ttl, data: fc.ipV4() }),
    fc.record({ type: fc.constant('AAAA' as const), name, ttl, data: fc.ipV6() }),
  )
  const packets = fc.record({
    type: fc.constant('response' as const),
    answers: fc.array(record, { maxLength: 12 }),
    additionals: fc.array(record, { maxLength: 12 }),
  })
  fc.assert(
    fc.property(packets, (packet) => {
      for (const meeting of read(packet).meetings) nearbyMeetingSchema.parse(meeting)
    }),
    { numRuns: 60 },
  )
}, 30_000)
