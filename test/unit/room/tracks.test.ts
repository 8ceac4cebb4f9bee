import { expect, test } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import { addTrack, dropTrack, tracksFrom } from '../../../room/features/tracks.ts'
import { meeting, show } from '../../fixtures/meeting.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

test('P-LIMIT-5 a person shows so many tracks and no more; others may go on', () => {
  const { room, people } = meeting('presenter')
  const [host, guest] = people as [PeerId, PeerId]
  for (let number = 0; number < limits.tracksPerPeer; number += 1) show(room, guest, 'screen', number)
  const next = { id: testTrack(50), source: 'camera', muted: false } as const
  expect(room.run(() => addTrack(room.state, { ...next, peer: guest }))).toBe('too_many_tracks')
  expect(room.run(() => addTrack(room.state, { ...next, peer: host }))).toHaveLength(1)
  room.command(guest, 'track.remove', { track: testTrack(0) })
  expect(room.run(() => addTrack(room.state, { ...next, id: testTrack(51), peer: guest }))).toHaveLength(1)
  expect(tracksFrom(room.state, guest, 'screen')).toHaveLength(limits.tracksPerPeer - 1)
})

test('a track is shown once, and only for somebody who is there', () => {
  const { room, people } = meeting()
  const [host] = people as [PeerId]
  const id = show(room, host, 'camera', 1)
  const again = { id, peer: host, source: 'camera', muted: true } as const
  expect(room.run(() => addTrack(room.state, again))).toBe('bad_params')
  const stranger = { ...again, id: testTrack(2), peer: testPeer(9) }
  expect(room.run(() => addTrack(room.state, stranger))).toBe('no_such_peer')
})

test('a track that the media server has lost is gone for all, and lost only once', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as [PeerId, PeerId]
  const id = show(room, host, 'camera', 1)
  expect(room.run(() => dropTrack(room.state, id))).toEqual([{ type: 'track.removed', track: id }])
  expect(room.clients.get(guest)?.tracks.tracks).toEqual([])
  expect(room.run(() => dropTrack(room.state, id))).toBe('no_such_track')
})

test('muting what is muted already is granted and changes nothing', () => {
  const { room, people } = meeting()
  const [host] = people as [PeerId]
  const track = show(room, host, 'camera', 1)
  expect(room.command(host, 'track.setMuted', { track, muted: true })).toHaveLength(1)
  expect(room.command(host, 'track.setMuted', { track, muted: true })).toEqual([])
})
