import { describe, expect, test, vi } from 'vitest'
import { roomNameSchema } from '../../../protocol/names.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import { readEvent, readSnapshot } from '../../../room/readRoom.ts'
import { emptyRoom } from '../../../room/room.ts'
import { createStore } from 'zustand/vanilla'
import { newMeeting } from '../../../renderer/session/sessionState.ts'
import { RoomStore } from '../../../renderer/session/room/RoomEvents.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

const [alice, bob, carl] = [testPeer(0), testPeer(1), testPeer(2)]
const person = (id: string, name: string) => ({ id, name, role: 'presenter', joinedAt: 1 })

describe('P-FUTURE-1 an event of a later version', () => {
  test('is known, unknown, or known and unreadable', () => {
    const joined = { type: 'peer.joined', peer: { ...person(bob, 'Bob'), mood: 'fine' }, since: 3 }
    const read = readEvent(joined)
    // What else a later host says of it is left out.
    expect(read).toEqual({ kind: 'known', event: { type: 'peer.joined', peer: person(bob, 'Bob') } })
    expect(readEvent({ type: 'poll.opened', poll: 1 })).toEqual({ kind: 'unknown', type: 'poll.opened' })
    expect(readEvent({})).toEqual({ kind: 'unknown', type: '' })
    const track = { id: testTrack(1), peer: bob, source: 'hologram', muted: false }
    expect(readEvent({ type: 'track.added', track })).toEqual({ kind: 'unreadable', type: 'track.added' })
  })

  test('with a role or a reason that nobody knows here is read as the least of those that we know', () => {
    expect(readEvent({ type: 'role.changed', peer: bob, role: 'director' })).toEqual({
      kind: 'known',
      event: { type: 'role.changed', peer: bob, role: 'attendee' },
    })
    expect(readEvent({ type: 'peer.left', peer: bob, reason: 'moved', by: null })).toMatchObject({
      event: { reason: 'left' },
    })
  })

  test('is left aside, the rest of its batch counts, and it is said once', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined)
    const store = createStore(() => newMeeting(roomNameSchema.parse('demo')))
    store.setState({ phase: { kind: 'joined', self: alice, room: emptyRoom } })
    const onDrift = vi.fn<() => void>()
    const heard: RoomEvent['type'][] = []
    const news = new RoomStore(store, () => undefined, onDrift)
    news.listen(({ type }) => heard.push(type))
    news.happened([
      { type: 'peer.joined', peer: person(alice, 'Alice') },
      { type: 'poll.opened' },
      { type: 'peer.joined', peer: person(carl, 'Carl') },
    ])
    news.happened([{ type: 'poll.opened' }, { type: 'peer.left', peer: carl, reason: 'left', by: null }])
    expect(heard).toEqual(['peer.joined', 'peer.joined', 'peer.left'])
    const { phase } = store.getState()
    expect(phase.kind === 'joined' && phase.room.membership.peers.map(({ name }) => name)).toEqual(['Alice'])
    expect(warn).toHaveBeenCalledTimes(1)
    expect(onDrift).not.toHaveBeenCalled()
    // One that we know by name may have changed what we hold: then the room is asked for anew, and not again and again.
    news.happened([{ type: 'hand.raised', hand: 'left' }, { type: 'hand.raised' }])
    news.happened([{ type: 'hand.raised' }])
    expect(onDrift).toHaveBeenCalledTimes(1)
    warn.mockRestore()
  })
})

describe('P-FUTURE-2 a snapshot', () => {
  const room = (): RoomState => ({
    ...emptyRoom,
    membership: { ...emptyRoom.membership, peers: [readPeer(alice, 'Alice'), readPeer(bob, 'Bob')] },
  })
  const readPeer = (id: typeof alice, name: string) => {
    const read = readEvent({ type: 'peer.joined', peer: person(id, name) })
    if (read.kind !== 'known' || read.event.type !== 'peer.joined') throw new Error('Not a person.')
    return read.event.peer
  }

  test('of this version is read as it is', () => {
    expect(readSnapshot(JSON.parse(JSON.stringify(room())))).toEqual(room())
  })

  test('of a later host loses what is unknown, and no more', () => {
    const known = { id: testTrack(1), peer: bob, source: 'camera', muted: false }
    const snapshot = {
      ...room(),
      polls: { open: [1] },
      tracks: {
        tracks: [known, { ...known, id: testTrack(2), source: 'hologram' }, { ...known, id: testTrack(3) }],
      },
      hands: 'many',
    }
    const read = readSnapshot(snapshot)
    expect(read.tracks.tracks.map(({ id }) => id)).toEqual([testTrack(1), testTrack(3)])
    expect(read.membership).toEqual(room().membership)
    expect(read.hands).toEqual(emptyRoom.hands)
    expect(Object.keys(read)).toEqual(Object.keys(emptyRoom))
  })

  test('of an earlier host has empty places for what that does not know', () => {
    const { lobby, spotlight, ...earlier } = room()
    expect(readSnapshot(earlier)).toEqual({ ...room(), lobby, spotlight })
  })
})
