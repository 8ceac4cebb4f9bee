import { expect, test } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import { meeting, show } from '../../fixtures/meeting.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

type Two = [PeerId, PeerId]
type Three = [PeerId, PeerId, PeerId]

test('P-MOD-1 muting mutes that source only, says who did it, and the person may unmute', () => {
  const { room, people } = meeting('presenter')
  const [host, guest] = people as Two
  const microphone = show(room, guest, 'microphone', 1)
  show(room, guest, 'camera', 2)
  expect(room.command(host, 'moderation.mute', { peer: guest, source: 'microphone' })).toEqual([
    { type: 'track.muteChanged', track: microphone, muted: true, by: host },
  ])
  expect(room.state.tracks.tracks.map(({ muted }) => muted)).toEqual([true, false])
  expect(room.command(host, 'moderation.mute', { peer: guest, source: 'microphone' })).toEqual([])
  expect(room.command(guest, 'track.setMuted', { track: microphone, muted: false })).toHaveLength(1)
})

test('P-MOD-1 nobody mutes, unmutes or ends a track of somebody else by its id', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as Two
  const track = show(room, guest, 'microphone', 1)
  expect(room.command(host, 'track.setMuted', { track, muted: true })).toBe('no_such_track')
  expect(room.command(host, 'track.remove', { track })).toBe('no_such_track')
})

test('P-MOD-2 a removed person is gone with everything, and all learn by whom', () => {
  const { room, people } = meeting('cohost', 'attendee')
  const [host, cohost, guest] = people as Three
  show(room, guest, 'camera', 1)
  expect(room.command(cohost, 'moderation.remove', { peer: guest })).toEqual([
    { type: 'peer.left', peer: guest, reason: 'removed', by: cohost },
  ])
  expect(room.state.tracks.tracks).toEqual([])
  expect(room.command(guest, 'chat.send', { text: 'Hello?' })).toBe('not_joined')
  expect(room.sent.get(guest)).toContain('"reason":"removed"')
  expect(room.clients.has(host)).toBe(true)
})

test('P-MOD-3 shares end with the right to share, and a microphone stays', () => {
  const { room, people } = meeting('presenter')
  const [host, guest] = people as Two
  show(room, guest, 'microphone', 1)
  const picture = show(room, guest, 'screen', 2)
  const sound = show(room, guest, 'screenSound', 3)
  expect(room.command(host, 'roles.set', { peer: guest, role: 'attendee' })).toEqual([
    { type: 'role.changed', peer: guest, role: 'attendee' },
    { type: 'track.removed', track: picture },
    { type: 'track.removed', track: sound },
  ])
})

test('P-MOD-4 handing over makes the other one host and oneself a cohost', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as Two
  room.command(host, 'roles.handOver', { peer: guest })
  expect(room.state.membership.peers.map(({ role }) => role)).toEqual(['cohost', 'host'])
  expect(room.command(host, 'roles.handOver', { peer: host })).toBe('forbidden')
})

test('what is done to somebody who is not there is refused', () => {
  const { room, people } = meeting()
  const [host] = people as Two
  const peer = testPeer(55)
  expect(room.command(host, 'moderation.mute', { peer, source: 'camera' })).toBe('no_such_peer')
  expect(room.command(host, 'moderation.remove', { peer })).toBe('no_such_peer')
  expect(room.command(host, 'roles.set', { peer, role: 'attendee' })).toBe('no_such_peer')
  expect(room.command(host, 'roles.handOver', { peer })).toBe('no_such_peer')
  expect(room.command(host, 'hand.lower', { peer })).toBe('no_such_peer')
})

test('hands stand in the order in which they went up, and a moderator lowers them', () => {
  const { room, people } = meeting('attendee', 'attendee')
  const [host, one, other] = people as Three
  room.command(other, 'hand.set', { raised: true })
  room.command(one, 'hand.set', { raised: true })
  expect(room.command(one, 'hand.set', { raised: true })).toEqual([])
  expect(room.state.hands.raised).toEqual([other, one])
  expect(room.command(host, 'hand.lower', { peer: other })).toEqual([
    { type: 'hand.lowered', peer: other, by: host },
  ])
  expect(room.state.hands.raised).toEqual([one])
})

test('a reaction reaches those present and leaves no trace', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as Two
  const before = room.state
  expect(room.command(guest, 'reaction.send', { reaction: '🎉' })).toHaveLength(1)
  expect(room.state).toEqual(before)
  expect(room.sent.get(host)).toContain('🎉')
  expect(room.command(guest, 'reaction.send', { reaction: '💩' })).toBe('bad_params')
})
