import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Announcer } from '../../../main/discovery/Announcer.ts'
import { parseAnnouncements } from '../../../main/discovery/parseAnnouncements.ts'
import { ALL_SERVICES, SERVICE } from '../../../main/discovery/serviceRecords.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { announcement } from '../../fixtures/announcement.ts'
import { FakeMulticast } from '../../fixtures/FakeMulticast.ts'

let network: FakeMulticast
let announcer: Announcer

beforeEach(() => {
  vi.useFakeTimers()
  network = new FakeMulticast()
  announcer = Announcer.open({ interfaces: () => [], open: network.open })
})
afterEach(() => {
  vi.useRealTimers()
})

/** What the packets since the last look have said. */
function said() {
  const heard = network.sent
    .splice(0)
    .map((packet) => parseAnnouncements(packet, '192.168.1.20', () => false))
  return {
    rooms: heard.flatMap(({ meetings }) => meetings.map(({ room, people }) => `${room} ${people}`)),
    over: heard.flatMap(({ over }) => over),
  }
}
const question = (name: string) => ({
  type: 'query' as const,
  questions: [{ type: 'PTR' as const, name }],
})

test('news is said twice, and an end once', () => {
  announcer.set([announcement()])
  expect(said()).toEqual({ rooms: ['demo 2'], over: [] })
  vi.advanceTimersByTime(1000)
  expect(said()).toEqual({ rooms: ['demo 2'], over: [] })
  announcer.set([announcement()])
  vi.advanceTimersByTime(5000)
  expect(said(), 'nothing new').toEqual({ rooms: [], over: [] })
  announcer.set([announcement({ people: 3 })])
  expect(said()).toEqual({ rooms: ['demo 3'], over: [] })
  announcer.set([])
  expect(said()).toEqual({ rooms: [], over: ['abcd-_12'] })
  vi.advanceTimersByTime(5000)
  expect(said()).toEqual({ rooms: [], over: [] })
})

test('after a sleep everything is said once more', () => {
  announcer.set([announcement()])
  vi.advanceTimersByTime(5000)
  said()
  announcer.repeat()
  expect(said()).toEqual({ rooms: ['demo 2'], over: [] })
})

test('whoever asks is answered, once a second however many ask', () => {
  announcer.set([announcement()])
  vi.advanceTimersByTime(1000)
  said()
  for (let asked = 0; asked < 500; asked++) network.hear(question(asked % 2 === 0 ? SERVICE : 'x.local'))
  vi.advanceTimersByTime(150)
  expect(said().rooms).toEqual(['demo 2'])
  network.hear(question(SERVICE))
  vi.advanceTimersByTime(700)
  expect(said().rooms).toEqual([])
  vi.advanceTimersByTime(300)
  expect(said().rooms).toEqual(['demo 2'])
  network.hear(question('_http._tcp.local'))
  vi.advanceTimersByTime(2000)
  expect(said().rooms).toEqual([])
})

test('tools that ask which services there are get to know of it', () => {
  announcer.set([announcement()])
  vi.advanceTimersByTime(2000)
  network.sent.splice(0)
  network.hear(question(ALL_SERVICES))
  vi.advanceTimersByTime(200)
  expect(network.sent[0]?.answers).toContainEqual(
    expect.objectContaining({ type: 'PTR', name: ALL_SERVICES, data: SERVICE }),
  )
})

test('the most and the longest fit into packets of one frame each', () => {
  const room = roomNameSchema.parse('界'.repeat(64))
  const host = personNameSchema.parse('宿'.repeat(64))
  const many = Array.from({ length: 30 }, (_one, index) =>
    announcement({ id: `room${index}`.padEnd(8, '-'), room, host }),
  )
  announcer.set(many)
  expect(Math.max(...network.sizes)).toBeLessThanOrEqual(1400)
  expect(said().rooms).toHaveLength(20)
  announcer.set([announcement({ room: roomNameSchema.parse('🍲'.repeat(64)) })])
  expect(said().rooms, 'a name that fits into no record is left out').toEqual([])
})

test('goodbye for all at the end, and a network that comes hears of everything', async () => {
  announcer.set([announcement()])
  network.networkComes()
  expect(said().rooms).toEqual(['demo 2', 'demo 2'])
  const closed = announcer.close()
  await vi.advanceTimersByTimeAsync(10)
  await closed
  expect(said().over).toEqual(['abcd-_12'])
  expect(network.closed).toBe(true)
})
