import { describe, expect, test } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { personNameSchema } from '../../../protocol/names.ts'
import type { LaterRole } from '../../../protocol/roles.ts'
import { join, leave } from '../../../room/features/membership.ts'
import { comeBack, lose } from '../../../room/features/presence.ts'
import { apply, emptyRoom } from '../../../room/room.ts'
import { meeting, show } from '../../fixtures/meeting.ts'
import { freshIds, testPeer } from '../../fixtures/roomIds.ts'
import type { RoomUnderTest } from '../../fixtures/RoomUnderTest.ts'

const name = personNameSchema.parse('Ada')
const [ada, phone] = [testPeer(50), testPeer(51)]

function ownerEnters(room: RoomUnderTest, peer = ada, laterRole: LaterRole = 'presenter') {
  return room.run((context) => join(room.state, { peer, name, laterRole, owner: true }, context))
}

const roles = ({ state }: RoomUnderTest) => state.membership.peers.map(({ role }) => role)

describe('P-OWNER-1 the owner leads', () => {
  test('over a guest who was early, who becomes what later ones are', () => {
    const { room, people } = meeting()
    expect(ownerEnters(room)).toMatchObject([
      { type: 'role.changed', peer: people[0], role: 'presenter' },
      { type: 'peer.joined', peer: { id: ada, role: 'host', owner: true } },
    ])
    expect(roles(room)).toEqual(['presenter', 'host'])
  })

  test('and whoever was host meanwhile stops sharing where the new role does not allow it', () => {
    const { room, people } = meeting()
    const share = show(room, people[0] ?? ada, 'screen', 1)
    expect(ownerEnters(room, ada, 'attendee')).toContainEqual({ type: 'track.removed', track: share })
  })

  test('again after going and coming back; the heir has the role of before', () => {
    const { room, people } = meeting('cohost', 'attendee')
    ownerEnters(room)
    room.run(() => leave(room.state, ada))
    expect(roles(room)).toEqual(['presenter', 'host', 'attendee'])
    ownerEnters(room)
    expect(roles(room)).toEqual(['presenter', 'cohost', 'attendee', 'host'])
    expect(room.command(people[1] ?? ada, 'moderation.remove', { peer: ada })).toBe('forbidden')
  })

  test('also over somebody to whom the heir has handed the lead', () => {
    const { room, people } = meeting('attendee')
    room.command(people[0] ?? ada, 'roles.handOver', { peer: people[1] })
    ownerEnters(room)
    expect(roles(room)).toEqual(['cohost', 'attendee', 'host'])
  })

  test('a cut of the connection changes nothing, unless another of the owner is here', () => {
    const { room } = meeting('cohost')
    ownerEnters(room)
    room.run(() => lose(room.state, ada))
    expect(roles(room)).toEqual(['presenter', 'cohost', 'host'])
    ownerEnters(room, phone)
    expect(roles(room)).toEqual(['presenter', 'cohost', 'cohost', 'host'])
    room.run(() => comeBack(room.state, ada))
    expect(roles(room)).toEqual(['presenter', 'cohost', 'cohost', 'host'])
    expect(room.run(() => lose(room.state, phone))).toEqual([
      { type: 'peer.lost', peer: phone },
      { type: 'role.changed', peer: phone, role: 'cohost' },
      { type: 'role.changed', peer: ada, role: 'host' },
    ])
  })

  test('of two owners the first one; the other is cohost and leads on', () => {
    const { room } = meeting()
    ownerEnters(room)
    ownerEnters(room, phone)
    expect(roles(room)).toEqual(['presenter', 'host', 'cohost'])
    room.run(() => leave(room.state, ada))
    expect(roles(room)).toEqual(['presenter', 'host'])
  })
})

describe('P-OWNER-3 nobody takes the meeting from its owner:', () => {
  test('who acts while the owner is away neither removes nor demotes them', () => {
    const { room, people } = meeting()
    ownerEnters(room)
    ownerEnters(room, phone)
    room.run(() => lose(room.state, phone))
    room.run(() => leave(room.state, ada))
    expect(roles(room)).toEqual(['host', 'cohost'])
    const [guest = ada] = people
    expect(room.command(guest, 'moderation.remove', { peer: phone })).toBe('forbidden')
    expect(room.command(guest, 'roles.set', { peer: phone, role: 'attendee' })).toBe('forbidden')
    room.run(() => comeBack(room.state, phone))
    expect(roles(room)).toEqual(['presenter', 'host'])
  })

  test('the owner makes cohosts, and hands the lead to another owner only', () => {
    const { room, people } = meeting('attendee')
    ownerEnters(room)
    ownerEnters(room, phone)
    expect(room.command(ada, 'roles.set', { peer: people[1], role: 'cohost' })).toHaveLength(1)
    expect(room.command(ada, 'roles.handOver', { peer: people[1] })).toBe('forbidden')
    room.command(ada, 'roles.handOver', { peer: phone })
    expect(roles(room)).toEqual(['presenter', 'cohost', 'cohost', 'host'])
  })
})

describe('P-ROOM-5 somebody who is away', () => {
  test('does not inherit the lead while others are here', () => {
    const { room, people } = meeting('cohost', 'attendee')
    room.run(() => lose(room.state, people[1] ?? ada))
    room.run(() => leave(room.state, people[0] ?? ada))
    expect(roles(room)).toEqual(['cohost', 'host'])
  })

  test('inherits it where all are away, so that the room has somebody who leads', () => {
    const { room, people } = meeting('attendee')
    for (const peer of people) room.run(() => lose(room.state, peer))
    room.run(() => leave(room.state, people[0] ?? ada))
    expect(roles(room)).toEqual(['host'])
  })

  test('is handed nothing', () => {
    const { room, people } = meeting('cohost')
    room.run(() => lose(room.state, people[1] ?? ada))
    expect(room.command(people[0] ?? ada, 'roles.handOver', { peer: people[1] })).toBe('peer_away')
  })
})

test('P-OWNER-2 a full room has places for owners', () => {
  let state = emptyRoom
  const context = { now: 1_700_000_000_000, id: freshIds() }
  const seat = (number: number, owner: boolean) => {
    const decision = join(
      state,
      { peer: testPeer(number), name, laterRole: 'attendee' as const, owner },
      context,
    )
    if ('refused' in decision) return decision.refused
    state = decision.events.reduce(apply, state)
    return state.membership.peers.length
  }
  for (let number = 1; number <= limits.peersPerRoom; number += 1) seat(number, false)
  expect(seat(900, false)).toBe('room_full')
  for (let number = 1; number <= limits.ownerPlaces; number += 1)
    expect(seat(900 + number, true)).toBe(limits.peersPerRoom + number)
  expect(seat(990, true)).toBe('room_full')
  expect(state.membership.peers.filter(({ role }) => role === 'host').map(({ id }) => id)).toEqual([
    testPeer(901),
  ])
})
