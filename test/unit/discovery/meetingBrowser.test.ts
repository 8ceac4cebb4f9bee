import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { MeetingBrowser } from '../../../main/discovery/MeetingBrowser.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import type { NearbyMeeting } from '../../../protocol/nearbyMeeting.ts'
import { announced, announcement } from '../../fixtures/announcement.ts'
import { FakeMulticast } from '../../fixtures/FakeMulticast.ts'

let network: FakeMulticast
let told: (readonly NearbyMeeting[])[]
let lookout: MeetingBrowser

beforeEach(() => {
  vi.useFakeTimers()
  network = new FakeMulticast()
  told = []
  lookout = MeetingBrowser.open({
    interfaces: () => [],
    open: network.open,
    onChange: (meetings) => told.push(meetings),
  })
  network.networkComes()
})
afterEach(() => {
  lookout.close()
  vi.useRealTimers()
})

const listed = () => told.at(-1)?.map(({ room }) => room) ?? []
const named = (room: string, id: string) => announcement({ id, room: roomNameSchema.parse(room) })

test('asks at once and every two seconds, and lists what is announced', () => {
  expect(network.sent).toHaveLength(1)
  network.hear(announced(announcement()))
  vi.advanceTimersByTime(200)
  expect(listed()).toEqual(['demo'])
  vi.advanceTimersByTime(6000)
  expect(network.sent).toHaveLength(4)
  expect(network.sent.every(({ type }) => type === 'query')).toBe(true)
})

test('a meeting ends with its goodbye, or when its host has not answered for eight seconds', () => {
  network.hear(announced(named('one', 'aaaaaaaa')))
  network.hear(announced(named('two', 'bbbbbbbb')))
  vi.advanceTimersByTime(200)
  expect(listed()).toEqual(['one', 'two'])
  network.hear(announced(named('one', 'aaaaaaaa'), '192.168.1.20', 0))
  vi.advanceTimersByTime(200)
  expect(listed()).toEqual(['two'])
  vi.advanceTimersByTime(5000)
  expect(listed()).toEqual(['two'])
  vi.advanceTimersByTime(4000)
  expect(listed()).toEqual([])
})

test('nobody ends or renames the meeting of another host', () => {
  network.hear(announced(announcement()))
  network.hear(announced(announcement(), '192.168.1.66', 0), '192.168.1.66')
  network.hear(announced(named('renamed', announcement().id), '192.168.1.66'), '192.168.1.66')
  vi.advanceTimersByTime(200)
  expect(told.at(-1)).toMatchObject([
    { room: 'demo', bases: ['https://192.168.1.20:8443/', 'https://192.168.1.66:8443/'] },
  ])
})

test('a host that is heard on two networks is listed once, with both addresses', () => {
  network.hear(announced(announcement()))
  network.hear(announced(announcement(), '10.0.0.7'), '10.0.0.7')
  vi.advanceTimersByTime(200)
  expect(told.at(-1)).toMatchObject([{ bases: ['https://192.168.1.20:8443/', 'https://10.0.0.7:8443/'] }])
})

test('a host that is heard by IPv4 and by IPv6 is listed once', () => {
  network.hear(announced(announcement()))
  network.hear(announced(announcement(), 'fd00::20'), 'fe80::20%eth0')
  vi.advanceTimersByTime(200)
  expect(told.at(-1)).toMatchObject([{ bases: ['https://192.168.1.20:8443/', 'https://[fd00::20]:8443/'] }])
})

test('one that announces without end gets twenty lines, many of them fifty', () => {
  const flood = (from: string) => {
    for (let index = 0; index < 25; index++) {
      const id = `${from.slice(-2)}${index}`.replace('.', '_').padEnd(8, '-')
      network.hear(announced(announcement({ id }), from), from)
    }
  }
  flood('192.168.1.66')
  vi.advanceTimersByTime(200)
  expect(listed()).toHaveLength(20)
  for (let host = 10; host < 15; host++) flood(`192.168.1.${host}`)
  vi.advanceTimersByTime(200)
  expect(listed()).toHaveLength(50)
  expect(told, 'a flood is told of as one change').toHaveLength(2)
})

test('changes are told, and what stays the same is not', () => {
  const host = personNameSchema.parse('adas-laptop')
  network.hear(announced(announcement({ host, people: 1 })))
  vi.advanceTimersByTime(200)
  network.hear(announced(announcement({ host, people: 1 })))
  vi.advanceTimersByTime(200)
  network.hear(announced(announcement({ host, people: 2 })))
  vi.advanceTimersByTime(200)
  expect(told.map(([meeting]) => meeting?.people)).toEqual([1, 2])
})
