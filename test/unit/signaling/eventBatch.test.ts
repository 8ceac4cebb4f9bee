import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { EventBatch } from '../../../main/signaling/session/EventBatch.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const sent: unknown[][] = []
function batch(): EventBatch {
  sent.length = 0
  return new EventBatch((events) => sent.push(events))
}
const event = (number: number) => [{ type: 'test', number }]

it('P-ROOM-1 sends at once what comes by itself, and together what comes soon after it', () => {
  const events = batch()
  events.add(event(1))
  expect(sent).toEqual([event(1)])
  events.add(event(2))
  events.add(event(3))
  expect(sent).toHaveLength(1)
  vi.advanceTimersByTime(30)
  expect(sent.slice(1)).toEqual([[...event(2), ...event(3)]])
  vi.advanceTimersByTime(30)
  events.add(event(4))
  expect(sent).toHaveLength(3)
})

it('P-ROOM-1 lets nothing overtake what waits, and sends it once', () => {
  const events = batch()
  events.add(event(1))
  events.add(event(2))
  events.flush()
  expect(sent).toEqual([event(1), event(2)])
  vi.advanceTimersByTime(100)
  events.flush()
  expect(sent).toHaveLength(2)
})

it('P-ROOM-1 tells of a crowd that comes in fewer and fewer frames', () => {
  const events = batch()
  for (let number = 0; number < 100; number += 1) {
    events.add([{ type: 'peer.joined', number }])
    vi.advanceTimersByTime(10)
  }
  vi.advanceTimersByTime(240)
  expect(sent.flat()).toHaveLength(100)
  expect(sent.length).toBeLessThan(10)
  // Once it is calm, whoever comes is told of at once, and the next one soon.
  vi.advanceTimersByTime(500)
  sent.length = 0
  events.add([{ type: 'peer.joined', number: 100 }])
  events.add([{ type: 'peer.joined', number: 101 }])
  vi.advanceTimersByTime(30)
  expect(sent).toHaveLength(2)
})

it('P-ROOM-1 lets a line of chat wait no longer for a crowd that comes, and tells it in its place', () => {
  const events = batch()
  for (let number = 0; number < 50; number += 1) {
    events.add([{ type: 'peer.joined', number }])
    vi.advanceTimersByTime(10)
  }
  sent.length = 0
  events.add([{ type: 'peer.joined', number: 50 }])
  events.add([{ type: 'chat.sent', number: 51 }])
  vi.advanceTimersByTime(30)
  expect(sent.flat().slice(-2)).toEqual([
    { type: 'peer.joined', number: 50 },
    { type: 'chat.sent', number: 51 },
  ])
})
