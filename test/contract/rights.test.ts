import { describe, expect, test } from 'vitest'
import type { PeerId } from '../../protocol/ids.ts'
import { sourceSchema } from '../../protocol/wire/media/media.ts'
import { personNameSchema } from '../../protocol/names.ts'
import { type Role, roleSchema } from '../../protocol/roles.ts'
import { type CommandName, commands, isCommand, type RoomState } from '../../room/features.ts'
import { isMethod, methods } from '../../room/methods.ts'
import { hasRight, outranks, rightFor } from '../../room/rights.ts'
import { apply, decide, emptyRoom } from '../../room/room.ts'
import { addTrack } from '../../room/features/tracks.ts'
import { type Cell, rightsTable as table, sourcesTable as sources } from '../fixtures/rightsTable.ts'
import { freshIds, testGuest, testPeer, testTrack } from '../fixtures/roomIds.ts'

const roles = roleSchema.options

/** What is done to another person, by the other's role: only downwards, and only with the right. */
// biome-ignore format: a table is read by its columns.
const targets: Readonly<Record<Role, Readonly<Record<Role, boolean>>>> = {
  host:      { host: false, cohost: true,  presenter: true,  attendee: true },
  cohost:    { host: false, cohost: false, presenter: true,  attendee: true },
  presenter: { host: false, cohost: false, presenter: false, attendee: false },
  attendee:  { host: false, cohost: false, presenter: false, attendee: false },
}

/** Two of every role but the one host, each with a hand up and an unmuted microphone; the room is locked, and somebody waits. */
const people = ['host', 'cohost', 'presenter', 'attendee', 'cohost', 'presenter', 'attendee'] as const

function everyRole(): RoomState {
  let state = emptyRoom
  for (const [number, role] of people.entries()) {
    const peer = testPeer(number)
    const name = personNameSchema.parse(`${role} ${number}`)
    state = apply(state, { type: 'peer.joined', peer: { id: peer, name, role, joinedAt: number } })
    state = apply(state, {
      type: 'track.added',
      track: { id: testTrack(number), peer, source: 'microphone', muted: false },
    })
    state = apply(state, { type: 'hand.raised', peer })
  }
  state = apply(state, { type: 'lobby.lockChanged', locked: true, by: testPeer(0) })
  const guest = { id: testGuest(0), name: personNameSchema.parse('Zoe'), since: 100 }
  state = apply(state, { type: 'lobby.knocked', guest })
  return state
}

function first(role: Role): PeerId {
  return testPeer(people.indexOf(role))
}
/** Another person of a role than `first`, where there is one. */
function last(role: Role): PeerId {
  return testPeer(people.lastIndexOf(role))
}
const stranger = testPeer(99)

/** Parameters with which the command does something, when `sender` does it to `target`. */
function params(name: CommandName, sender: PeerId, target: PeerId): object {
  const own = testTrack(Number(sender.slice(-2)))
  const wanted: Readonly<Record<CommandName, object>> = {
    'track.setMuted': { track: own, muted: true },
    'track.remove': { track: own },
    'moderation.mute': { peer: target, source: 'microphone' },
    'moderation.remove': { peer: target },
    'roles.set': { peer: target, role: 'attendee' },
    'roles.handOver': { peer: target },
    'chat.send': { text: 'Good morning', to: null },
    'hand.set': { raised: false },
    'hand.lower': { peer: target },
    'reaction.send': { reaction: '👏' },
    'spotlight.set': { peer: target },
    'lobby.lock': { locked: false },
    'lobby.admit': { guests: [testGuest(0)] },
    'lobby.decline': { guest: testGuest(0) },
  }
  return wanted[name]
}

/** `yes` only where something happens: a command that does nothing would prove nothing. */
function outcome(name: CommandName, sender: PeerId, given: object): Cell | 'nothing' {
  const read = commands[name].params.parse(given)
  const answer = decide(everyRole(), sender, name, read as never, { now: 1, id: freshIds() })
  if ('refused' in answer) return answer.refused
  return answer.events.length > 0 ? 'yes' : 'nothing'
}

test('P-RIGHT-1 the table names every method there is, and no other', () => {
  expect(Object.keys(table).sort()).toEqual(Object.keys(methods).sort())
  for (const name of ['toString', '__proto__', 'constructor', 'session.reset', 'Chat.send', ''])
    expect(isMethod(name), name).toBe(false)
})

describe('P-RIGHT-1 who may do what', () => {
  const commandCells = Object.keys(table)
    .filter(isCommand)
    .flatMap((name) => roles.map((role) => [role, name, table[name][role]] as const))

  test.each(commandCells)('%s: %s → %s', (role, name, expected) => {
    // Someone lower, so that only the right decides; setting a role needs one whose role would change.
    const target = name === 'roles.set' ? last('presenter') : last('attendee')
    expect(outcome(name, first(role), params(name, first(role), target))).toBe(expected)
  })

  test.each(Object.keys(table).filter(isCommand))('not joined: %s → %s', (name) => {
    expect(outcome(name, stranger, params(name, stranger, first('attendee')))).toBe(table[name].notJoined)
  })
})

test.each(sourceSchema.options.flatMap((source) => roles.map((role) => [role, source] as const)))(
  'P-RIGHT-2 %s sends from %s only with the right to it',
  (role, source) => {
    expect(hasRight(role, rightFor(source)) ? 'yes' : 'forbidden').toBe(sources[source][role])
    const track = { id: testTrack(50), peer: first(role), source, muted: false }
    const answer = addTrack({ ...everyRole(), tracks: { tracks: [] } }, track)
    expect('refused' in answer ? answer.refused : 'yes').toBe(sources[source][role])
  },
)

describe('P-RIGHT-3 moderation reaches only downwards', () => {
  const upAndDown = ['moderation.mute', 'moderation.remove', 'roles.set', 'hand.lower'] as const
  const pairs = roles.flatMap((actor) => roles.map((target) => [actor, target] as const))

  test.each(upAndDown.flatMap((name) => pairs.map(([actor, target]) => [name, actor, target] as const)))(
    '%s by %s to %s',
    (name, actor, target) => {
      // Another one of the same role, where the role can be held twice. The host can only meet the host itself.
      const given = params(name, first(actor), last(target))
      const wanted = targets[actor][target] ? 'yes' : 'forbidden'
      const itself = actor === 'host' && target === 'host'
      // Who may lower hands may lower the own one, and setting the role somebody has is no change.
      if (name === 'hand.lower' && itself) expect(outcome(name, first(actor), given)).toBe('yes')
      else if (name === 'roles.set' && target === 'attendee' && wanted === 'yes')
        expect(outcome(name, first(actor), given)).toBe('nothing')
      else expect(outcome(name, first(actor), given)).toBe(wanted)
    },
  )

  test.each(pairs)('%s gives the role of %s only from above it', (actor, role) => {
    const parsed = commands['roles.set'].params.safeParse({ peer: last('attendee'), role })
    // Nobody is made host by this command: the lead is handed over.
    expect(parsed.success).toBe(role !== 'host')
    if (!parsed.success || role === 'attendee') return
    const answer = outcome('roles.set', first(actor), parsed.data)
    expect(answer).toBe(targets[actor][role] ? 'yes' : 'forbidden')
  })

  test.each(pairs)('%s hands the lead to %s', (actor, target) => {
    const itself = actor === 'host' && target === 'host'
    const expected = actor !== 'host' ? 'forbidden' : itself ? 'bad_params' : 'yes'
    expect(outcome('roles.handOver', first(actor), { peer: last(target) })).toBe(expected)
  })

  test('rank is an order: nobody outranks oneself, and of two at most one the other', () => {
    for (const [one, other] of pairs) expect(outranks(one, other) && outranks(other, one)).toBe(false)
    expect(roles.map((role) => roles.filter((other) => outranks(role, other)).length)).toEqual([3, 2, 1, 0])
  })
})
