import { expect, test } from 'vitest'
import { notificationFrame } from '../../../protocol/wire/frames.ts'
import { encodeEvents } from '../../../main/signaling/frames/encodeEvents.ts'

const [said, left] = [
  { type: 'chat.sent', message: { text: 'brackets [] and "quotes" — all of it' } },
  { type: 'peer.left', peer: 'ada', by: null },
]

test('P-ROOM-1 events that many are told of are told each one as if written for that one alone', () => {
  for (const [seq, events] of [
    [1, [said]],
    [7, [said, left]],
    [8, [left]],
    [9, []],
  ] as const)
    expect(encodeEvents(seq, [...events])).toBe(notificationFrame('room.events', { seq, events }))
})
