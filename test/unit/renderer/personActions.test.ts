import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { type Role, roleSchema } from '../../../protocol/roles.ts'
import type { PersonAction } from '../../../renderer/features/people/personActions.ts'
import { peopleOrder } from '../../../renderer/features/people/peopleOrder.ts'
import { join } from '../../../room/features/membership.ts'
import { newMeeting } from '../../../renderer/session/sessionState.ts'
import type { RoomState } from '../../../room/features.ts'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { meeting } from '../../fixtures/meeting.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

const [host, actor, target] = [testPeer(0), testPeer(1), testPeer(2)]

/** A room in which the target sends everything and has a hand up, so that every action would make sense. */
function roomWith(role: Role, other: Role): FakeMeeting {
  const meeting = FakeMeeting.joined(1, 'host', role, other)
  const sources = ['microphone', 'camera', ...(other === 'attendee' ? [] : (['screen'] as const))] as const
  sources.forEach((source, index) => {
    const track = { id: testTrack(index), peer: target, source, muted: false }
    meeting.happen({ type: 'track.added', track })
  })
  meeting.act(target, 'hand.set', { raised: true })
  return meeting
}

/** What the list offers to one person for another. */
function actionsOf(room: RoomState, self: PeerId, about: PeerId): readonly PersonAction[] {
  const rows = peopleOrder()({
    ...newMeeting(roomNameSchema.parse('demo')),
    phase: { kind: 'joined', self, room },
  })
  return rows.find(({ id }) => id === about)?.actions ?? []
}

const named = (action: PersonAction) =>
  [action.kind, 'source' in action ? action.source : 'role' in action ? action.role : ''].join(' ').trim()

/** Every action that the panel could offer, as the host would be asked for it. */
const requests: Readonly<Record<string, (meeting: FakeMeeting) => unknown>> = {
  'mute microphone': (m) => m.act(actor, 'moderation.mute', { peer: target, source: 'microphone' }),
  'mute camera': (m) => m.act(actor, 'moderation.mute', { peer: target, source: 'camera' }),
  'mute screen': (m) => m.act(actor, 'moderation.mute', { peer: target, source: 'screen' }),
  lowerHand: (m) => m.act(actor, 'hand.lower', { peer: target }),
  message: (m) => m.act(actor, 'chat.send', { text: 'Hello', to: target }),
  'setRole cohost': (m) => m.act(actor, 'roles.set', { peer: target, role: 'cohost' }),
  'setRole presenter': (m) => m.act(actor, 'roles.set', { peer: target, role: 'presenter' }),
  'setRole attendee': (m) => m.act(actor, 'roles.set', { peer: target, role: 'attendee' }),
  handOver: (m) => m.act(actor, 'roles.handOver', { peer: target }),
  remove: (m) => m.act(actor, 'moderation.remove', { peer: target }),
}

const laterRoles = roleSchema.exclude(['host']).options
const pairs = laterRoles.flatMap((role) => laterRoles.map((other) => [role, other] as const))

describe.each(pairs)('a %s looking at a %s', (role, other) => {
  test('is offered exactly what the host would carry out and what would change something', () => {
    const offered = actionsOf(roomWith(role, other).state, actor, target).map(named)
    const possible = Object.entries(requests).flatMap(([name, ask]) => {
      const meeting = roomWith(role, other)
      const before = meeting.state
      try {
        ask(meeting)
      } catch (error) {
        if (error instanceof ProtocolError) return []
        throw error
      }
      return meeting.state === before ? [] : [name]
    })
    expect(offered.toSorted()).toEqual(possible.toSorted())
  })
})

test('the host may do everything to anyone, and nobody anything to themselves', () => {
  const meeting = roomWith('cohost', 'presenter')
  expect(actionsOf(meeting.state, host, actor).map(named)).toContain('handOver')
  expect(actionsOf(meeting.state, host, target).map(named)).toEqual(
    expect.arrayContaining(['mute microphone', 'remove', 'setRole cohost', 'lowerHand']),
  )
  for (const peer of [host, actor, target]) expect(actionsOf(meeting.state, peer, peer)).toEqual([])
})

test('P-OWNER-3 of an owner nobody is offered removal or another role, and an owner hands the lead to owners only', () => {
  const { room, people } = meeting('presenter')
  const [guest = host, other = host] = people
  const name = personNameSchema.parse('Ada')
  for (const peer of [testPeer(10), testPeer(11)])
    room.run((context) => join(room.state, { peer, name, laterRole: 'presenter', owner: true }, context))
  const offered = (self: PeerId, to: PeerId) => actionsOf(room.state, self, to).map(named)
  expect(offered(testPeer(10), testPeer(11))).toEqual(['message', 'handOver'])
  expect(offered(testPeer(10), guest)).toEqual(['message', 'setRole cohost', 'setRole attendee', 'remove'])
  expect(offered(testPeer(11), guest)).toContain('remove')
  expect(offered(other, testPeer(10))).toEqual(['message'])
})

test('the lead is not handed to somebody who is away', () => {
  const meeting = roomWith('cohost', 'presenter')
  meeting.happen({ type: 'peer.lost', peer: target })
  expect(actionsOf(meeting.state, host, target).map(named)).not.toContain('handOver')
})

test('rows begin with raised hands in their order, then ourselves, then the others as they came', () => {
  const meeting = FakeMeeting.joined(2, 'host', 'attendee', 'attendee', 'attendee', 'attendee')
  meeting.act(testPeer(4), 'hand.set', { raised: true })
  meeting.act(testPeer(1), 'hand.set', { raised: true })
  const rows = peopleOrder()(meeting.store.getState())
  expect(rows.map(({ name, hand }) => `${name} ${hand}`)).toEqual([
    'Eve 1',
    'Bob 2',
    'Carol 0',
    'Alice 0',
    'Dan 0',
  ])
})

describe('one event makes anew what it has changed', () => {
  function crowd() {
    const meeting = FakeMeeting.joined(0, 'host', 'presenter')
    const others = Array.from({ length: 400 }, (_, index) => testPeer(index + 10))
    for (const [index, id] of others.entries()) {
      const name = personNameSchema.parse(`Guest ${index}`)
      meeting.happen({ type: 'peer.joined', peer: { id, name, role: 'presenter', joinedAt: index } })
    }
    const made: PeerId[] = []
    const rowsOf = peopleOrder((id) => made.push(id))
    const look = () => {
      made.splice(0)
      return rowsOf(meeting.store.getState())
    }
    return { meeting, others, made, look }
  }
  const [somebody, another] = [testPeer(100), testPeer(200)]

  test('of 400 people one row, and none where the list shows nothing of it', () => {
    const { meeting, made, look } = crowd()
    look()
    expect(made).toHaveLength(402)
    meeting.act(somebody, 'hand.set', { raised: true })
    const raised = look()
    expect(made).toEqual([somebody])
    const track = { id: testTrack(1), peer: another, source: 'microphone' as const, muted: false }
    meeting.happen({ type: 'track.added', track })
    look()
    expect(made).toEqual([another])
    const before = look()
    meeting.act(another, 'chat.send', { text: 'Hello' })
    meeting.store.setState({ speakers: [another] })
    expect(look()).toBe(before)
    expect(made).toEqual([])
    meeting.happen({ type: 'peer.lost', peer: somebody })
    look()
    expect(made).toEqual([somebody])
    expect(raised[0]?.id).toBe(somebody)
  })

  test('our own role changes what we may do to all', () => {
    const { meeting, others, made, look } = crowd()
    look()
    meeting.happen({ type: 'role.changed', peer: testPeer(0), role: 'attendee' })
    look()
    expect(made).toHaveLength(others.length + 2)
  })

  test('a host without a feature gets no button for it', () => {
    const { meeting, look } = crowd()
    meeting.store.setState({ features: ['chat', 'holograms'] })
    const row = look().find(({ id }) => id === somebody)
    expect(row?.actions.map(({ kind }) => kind)).toEqual(['message'])
  })
})
