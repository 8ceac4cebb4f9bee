import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Seat } from '../../../main/rooms/Seat.ts'
import { TurnHandlers } from '../../../main/host/client/session/TurnHandlers.ts'
import { TURN_VALID_MS } from '../../../main/outside/turnCredential.ts'
import type { SignalingChannel } from '../../../main/signaling/session/SignalingHandler.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('P-TURN-1 credentials are told again before they run out, until their person is in no room any more', () => {
  const told: string[] = []
  // As much of both as is needed.
  const client = { remoteAddress: '192.0.2.1', notify: (method: string) => told.push(method) }
  const place = { peer: testPeer(1) }
  const part = new TurnHandlers({
    client: client as unknown as SignalingChannel,
    place: () => place as unknown as Seat,
    iceServersFor: (username) => [{ urls: ['turn:turn.example.org'], username, credential: 'secret' }],
  })
  part.tell()
  vi.advanceTimersByTime(TURN_VALID_MS - 1)
  expect(told).toEqual(['media.iceServers', 'media.iceServers'])
  vi.advanceTimersByTime(TURN_VALID_MS)
  expect(told).toHaveLength(3)
  part.end()
  vi.advanceTimersByTime(3 * TURN_VALID_MS)
  expect(told).toHaveLength(3)
})
