import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  type ConnectionNumbers,
  ConnectionStats,
} from '../../../renderer/session/media/stats/ConnectionStats.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const bob = testPeer(1)

/** A connection that receives Bob's microphone, 50 packets of 100 bytes a second, of which some are lost. */
function bobsConnection() {
  const began = performance.now()
  let [asked, lost, lossPerSecond, at] = [0, 0, 0, began]
  const reports = async () => {
    asked += 1
    const now = performance.now()
    lost += ((now - at) / 1000) * lossPerSecond
    at = now
    const packetsReceived = ((now - began) / 1000) * 50 - lost
    const entries = [
      { id: 't', type: 'transport', bytesReceived: packetsReceived * 100, bytesSent: 0 },
      {
        ...{ id: 'i', type: 'inbound-rtp', kind: 'audio', ssrc: 1, trackIdentifier: 'track of Bob' },
        ...{ bytesReceived: packetsReceived * 100, packetsReceived, packetsLost: lost },
      },
      { id: 'o', type: 'inbound-rtp', kind: 'audio', ssrc: 2, trackIdentifier: 'of nobody' },
    ]
    return [new Map(entries.map((entry) => [entry.id, { timestamp: now, ...entry }]))]
  }
  const stats = new ConnectionStats({
    reports,
    owners: () => new Map([['track of Bob', { peer: bob, source: 'microphone' }]]),
  })
  return {
    stats,
    asked: () => asked,
    lose(packetsPerSecond: number) {
      lossPerSecond = packetsPerSecond
    },
  }
}

test('asks only in the room: each five seconds, each two while somebody looks', async () => {
  const { stats, asked } = bobsConnection()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked()).toBe(0)
  stats.run(true)
  // Whoever has just come in is left alone for two seconds.
  await vi.advanceTimersByTimeAsync(1900)
  expect(asked()).toBe(0)
  await vi.advanceTimersByTimeAsync(20_100)
  expect(asked()).toBe(5)
  const stop = stats.watch(() => undefined)
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked()).toBeGreaterThanOrEqual(14)
  stop()
  await vi.advanceTimersByTimeAsync(2000)
  const before = asked()
  await vi.advanceTimersByTimeAsync(20_000)
  expect(asked() - before).toBe(4)
  stats.run(false)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked() - before).toBe(4)
})

test('tells what it knows at once, then what is new, and keeps three minutes', async () => {
  const { stats, lose } = bobsConnection()
  stats.run(true)
  await vi.advanceTimersByTimeAsync(300_000)
  lose(5)
  const told: ConnectionNumbers[] = []
  stats.watch((numbers) => told.push(numbers))
  expect(told).toHaveLength(1)
  expect(told[0]?.moments).toHaveLength(36)
  await vi.advanceTimersByTimeAsync(10_000)
  const { people, moments } = told.at(-1) ?? { people: [], moments: [] }
  const [first, last] = [moments.at(0), moments.at(-1)]
  if (first === undefined || last === undefined) throw new Error('There are no moments.')
  expect(last.atMs - first.atMs).toBeLessThan(180_000)
  expect(last.receivedBitsPerSecond).toBeCloseTo(36_000)
  expect(last.lossPercent).toBeCloseTo(10)
  expect(people).toMatchObject([
    { peer: bob, streams: [{ source: 'microphone', direction: 'received', kind: 'audio' }] },
  ])
  expect(people[0]?.streams[0]?.bitsPerSecond).toBeCloseTo(36_000)
})

test('marks who is badly heard after two bad samples, and changes nothing while nothing changes', async () => {
  const { stats, lose } = bobsConnection()
  const changes: unknown[] = []
  stats.marks.subscribe((marks) => changes.push([...marks]))
  stats.run(true)
  await vi.advanceTimersByTimeAsync(20_000)
  lose(10)
  await vi.advanceTimersByTimeAsync(5000)
  expect(changes).toEqual([])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(changes).toEqual([[[bob, 'poor']]])
  lose(0)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(changes).toEqual([[[bob, 'poor']], []])
  lose(10)
  await vi.advanceTimersByTimeAsync(30_000)
  stats.run(false)
  expect(changes.slice(2)).toEqual([[[bob, 'poor']], []])
})

test('a browser that fails to tell is asked again', async () => {
  let asked = 0
  const stats = new ConnectionStats({
    reports: () => {
      asked += 1
      return Promise.reject(new Error('Closed.'))
    },
    owners: () => new Map(),
  })
  stats.run(true)
  await vi.advanceTimersByTimeAsync(13_000)
  expect(asked).toBe(3)
})

test('marks of whom nothing arrives at all, though it is to, and takes that back when it does', async () => {
  let packetsReceived = 0
  let expected = true
  const carol = testPeer(2)
  const reports = async () => {
    const of = (ssrc: number, trackIdentifier: string, packets: number) => ({
      ...{
        id: trackIdentifier,
        type: 'inbound-rtp',
        kind: 'video',
        ssrc,
        trackIdentifier,
        timestamp: performance.now(),
      },
      ...{ bytesReceived: packets * 100, packetsReceived: packets, packetsLost: 0 },
    })
    // What has never come may have no counters at all.
    const entries = packetsReceived === 0 ? [] : [of(1, 'camera of Bob', packetsReceived)]
    return [new Map([...entries, of(2, 'camera of Carol', 100)].map((entry) => [entry.id, entry]))]
  }
  const stats = new ConnectionStats({
    reports,
    owners: () =>
      new Map([
        ['camera of Bob', { peer: bob, source: 'camera' as const, expected }],
        ['camera of Carol', { peer: carol, source: 'camera' as const, expected }],
      ]),
  })
  stats.run(true)
  await vi.advanceTimersByTimeAsync(4000)
  expect(stats.marks.getState()).toEqual(new Map())
  await vi.advanceTimersByTimeAsync(4000)
  expect(stats.marks.getState()).toEqual(new Map([[bob, 'missing']]))
  packetsReceived = 50
  await vi.advanceTimersByTimeAsync(5000)
  expect(stats.marks.getState()).toEqual(new Map())
  packetsReceived = 0
  expected = false
  await vi.advanceTimersByTimeAsync(20_000)
  expect(stats.marks.getState()).toEqual(new Map())
})
