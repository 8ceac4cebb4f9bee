import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { RoomEvent } from '../../../room/features.ts'
import { outlives, restarted } from '../../../room/restart.ts'
import { apply, emptyRoom } from '../../../room/room.ts'
import { roomSteps } from '../../fixtures/roomSteps.ts'
import { RoomUnderTest } from '../../fixtures/RoomUnderTest.ts'

test('P-KEEP-1 what is kept of a room gives it back: all but media, connections and moments', () => {
  fc.assert(
    fc.property(roomSteps, (steps) => {
      const room = new RoomUnderTest()
      const events: RoomEvent[] = []
      for (const step of steps) {
        const outcome = step.run(room)
        if (typeof outcome !== 'string') events.push(...outcome)
      }
      const again = restarted(events.filter(outlives).reduce(apply, emptyRoom))
      expect(again).toEqual(restarted(room.state))
      expect(again.membership).toEqual(room.state.membership)
      expect(again.chat).toEqual(room.state.chat)
      expect(again.hands).toEqual(room.state.hands)
      expect(again.tracks.tracks).toEqual([])
      expect(again.presence.away).toEqual(room.state.membership.peers.map(({ id }) => id))
    }),
  )
})
