import { expect, test } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import { leave } from '../../../room/features/membership.ts'
import { restarted } from '../../../room/restart.ts'
import { meeting } from '../../fixtures/meeting.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

type Three = [PeerId, PeerId, PeerId]

test('P-SPOT-1 the spotlight is on one person at a time, and all learn by whom', () => {
  const { room, people } = meeting('cohost', 'attendee')
  const [host, cohost, guest] = people as Three
  expect(room.command(cohost, 'spotlight.set', { peer: guest })).toEqual([
    { type: 'spotlight.changed', peer: guest, by: cohost },
  ])
  for (const state of room.clients.values()) expect(state.spotlight).toEqual({ peer: guest })
  expect(room.command(host, 'spotlight.set', { peer: guest })).toEqual([])
  // Upwards too: a cohost may ask all to look at the host.
  room.command(cohost, 'spotlight.set', { peer: host })
  expect(room.state.spotlight).toEqual({ peer: host })
  room.command(host, 'spotlight.set', { peer: null })
  expect(room.state.spotlight).toEqual({ peer: null })
})

test('P-SPOT-1 it goes with the person, and with nobody else', () => {
  const { room, people } = meeting('attendee', 'attendee')
  const [host, one, other] = people as Three
  room.command(host, 'spotlight.set', { peer: one })
  room.run(() => leave(room.state, other))
  expect(room.state.spotlight).toEqual({ peer: one })
  room.run(() => leave(room.state, one))
  expect(room.state.spotlight).toEqual({ peer: null })
})

test('P-SPOT-1 only who leads may set it, on somebody who is present', () => {
  const { room, people } = meeting('presenter')
  const [host, guest] = people as Three
  expect(room.command(guest, 'spotlight.set', { peer: guest })).toBe('forbidden')
  expect(room.command(host, 'spotlight.set', { peer: testPeer(55) })).toBe('no_such_peer')
})

test('it outlives a restart of the host, as the people do', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as Three
  room.command(host, 'spotlight.set', { peer: guest })
  expect(restarted(room.state).spotlight).toEqual({ peer: guest })
})
