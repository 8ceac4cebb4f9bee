import { describe, expect, test } from 'vitest'
import { ProtocolError } from '../../../protocol/errors.ts'
import type { PeerId } from '../../../protocol/ids.ts'
import { personNameSchema } from '../../../protocol/names.ts'
import { type Role, roleSchema } from '../../../protocol/roles.ts'
import { type PersonAction, personActions } from '../../../renderer/features/people/personActions.ts'
import { peopleRows } from '../../../renderer/features/people/peopleRows.ts'
import { join } from '../../../room/membership.ts'
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
    const offered = personActions(roomWith(role, other).state, actor, target).map(named)
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
  const { state } = roomWith('cohost', 'presenter')
  expect(personActions(state, host, actor).map(named)).toContain('handOver')
  expect(personActions(state, host, target).map(named)).toEqual(
    expect.arrayContaining(['mute microphone', 'remove', 'setRole cohost', 'lowerHand']),
  )
  for (const peer of [host, actor, target]) expect(personActions(state, peer, peer)).toEqual([])
})

test('P-OWNER-3 of an owner nobody is offered removal or another role, and an owner hands the lead to owners only', () => {
  const { room, people } = meeting('presenter')
  const [guest = host, other = host] = people
  const name = personNameSchema.parse('Ada')
  for (const peer of [testPeer(10), testPeer(11)])
    room.run((context) => join(room.state, { peer, name, laterRole: 'presenter', owner: true }, context))
  const offered = (self: PeerId, to: PeerId) => personActions(room.state, self, to).map(named)
  expect(offered(testPeer(10), testPeer(11))).toEqual(['message', 'handOver'])
  expect(offered(testPeer(10), guest)).toEqual(['message', 'setRole cohost', 'setRole attendee', 'remove'])
  expect(offered(testPeer(11), guest)).toContain('remove')
  expect(offered(other, testPeer(10))).toEqual(['message'])
})

test('the lead is not handed to somebody who is away', () => {
  const meeting = roomWith('cohost', 'presenter')
  meeting.happen({ type: 'peer.lost', peer: target })
  expect(personActions(meeting.state, host, target).map(named)).not.toContain('handOver')
})

test('rows begin with raised hands in their order, then ourselves, then the others as they came', () => {
  const meeting = FakeMeeting.joined(2, 'host', 'attendee', 'attendee', 'attendee', 'attendee')
  meeting.act(testPeer(4), 'hand.set', { raised: true })
  meeting.act(testPeer(1), 'hand.set', { raised: true })
  const rows = peopleRows(meeting.state, testPeer(2))
  expect(rows.map(({ name, hand }) => `${name} ${hand}`)).toEqual([
    'Eve 1',
    'Bob 2',
    'Carol 0',
    'Alice 0',
    'Dan 0',
  ])
})
