import { expect, test } from 'vitest'
import type { GuestId, PeerId } from '../../../protocol/ids.ts'
import { personNameSchema } from '../../../protocol/names.ts'
import { roomStateSchema } from '../../../room/features.ts'
import { knock, setPassword, withdraw } from '../../../room/features/lobby.ts'
import { leave } from '../../../room/features/membership.ts'
import { outlives, restarted } from '../../../room/restart.ts'
import { emptyRoom, visibleTo } from '../../../room/room.ts'
import { meeting } from '../../fixtures/meeting.ts'
import { testGuest } from '../../fixtures/roomIds.ts'
import type { RoomUnderTest } from '../../fixtures/RoomUnderTest.ts'

type Three = [PeerId, PeerId, PeerId]

function ring(room: RoomUnderTest, called: string): GuestId {
  const name = personNameSchema.parse(called)
  const outcome = room.run((context) => knock(room.state, name, context))
  const [event] = typeof outcome === 'string' ? [] : outcome
  if (event?.type !== 'lobby.knocked') throw new Error(`Nobody heard: ${JSON.stringify(outcome)}`)
  return event.guest.id
}
const waitingAs = (room: RoomUnderTest, viewer: PeerId) =>
  room.clients.get(viewer)?.lobby.waiting.map(({ name }) => name)

test('P-LOBBY-4 whoever knocks at a locked door waits in order, and is let in or not', () => {
  const { room, people } = meeting('cohost', 'presenter')
  const [host, cohost] = people as Three
  room.command(host, 'lobby.lock', { locked: true })
  const [zoe, yuri, xaver] = ['Zoe', 'Yuri', 'Xaver'].map((name) => ring(room, name))
  expect(waitingAs(room, host)).toEqual(['Zoe', 'Yuri', 'Xaver'])
  expect(room.command(cohost, 'lobby.admit', { guests: [zoe] })).toEqual([
    { type: 'lobby.settled', guest: zoe, outcome: 'admitted', by: cohost },
  ])
  expect(room.command(host, 'lobby.decline', { guest: yuri })).toEqual([
    { type: 'lobby.settled', guest: yuri, outcome: 'declined', by: host },
  ])
  expect(room.run(() => withdraw(room.state, xaver as GuestId))).toMatchObject([{ outcome: 'withdrawn' }])
  expect(waitingAs(room, host)).toEqual([])
})

test('P-LOBBY-4 who was answered a moment ago is answered once; of several, the others still are', () => {
  const { room, people } = meeting('cohost')
  const [host, cohost] = people as [PeerId, PeerId]
  room.command(host, 'lobby.lock', { locked: true })
  const [zoe, yuri] = ['Zoe', 'Yuri'].map((name) => ring(room, name))
  room.command(cohost, 'lobby.admit', { guests: [zoe] })
  expect(room.command(host, 'lobby.admit', { guests: [zoe, yuri] })).toMatchObject([{ guest: yuri }])
  expect(room.command(host, 'lobby.admit', { guests: [zoe] })).toBe('not_waiting')
  expect(room.command(host, 'lobby.decline', { guest: yuri })).toBe('not_waiting')
  expect(room.command(host, 'lobby.admit', { guests: [] })).toBe('bad_params')
})

test('P-LOBBY-4 at an open door nobody waits, and opening it lets all in', () => {
  const { room, people } = meeting()
  const [host] = people as [PeerId]
  const zoe = personNameSchema.parse('Zoe')
  expect(room.run((context) => knock(room.state, zoe, context))).toEqual([])
  room.command(host, 'lobby.lock', { locked: true })
  expect(room.command(host, 'lobby.lock', { locked: true })).toEqual([])
  const guests = ['Zoe', 'Yuri'].map((name) => ring(room, name))
  expect(room.command(host, 'lobby.lock', { locked: false })).toEqual([
    { type: 'lobby.lockChanged', locked: false, by: host },
    ...guests.map((guest) => ({ type: 'lobby.settled', guest, outcome: 'admitted', by: host })),
  ])
})

test('P-LOBBY-5 who waits is known to those who may let them in, also after another role', () => {
  const { room, people } = meeting('cohost', 'presenter')
  const [host, cohost, presenter] = people as Three
  room.command(host, 'lobby.lock', { locked: true })
  ring(room, 'Zoe')
  expect(waitingAs(room, presenter)).toEqual([])
  room.command(host, 'roles.set', { peer: presenter, role: 'cohost' })
  expect(waitingAs(room, presenter)).toEqual(['Zoe'])
  room.command(host, 'roles.set', { peer: cohost, role: 'attendee' })
  expect(waitingAs(room, cohost)).toEqual([])
  ring(room, 'Yuri')
  expect(waitingAs(room, cohost)).toEqual([])
  expect(room.sent.get(cohost)).not.toContain('Yuri')
  // The heir learns of them in the same moment as of the succession.
  room.run(() => leave(room.state, presenter))
  room.run(() => leave(room.state, host))
  expect(waitingAs(room, cohost)).toEqual(['Zoe', 'Yuri'])
})

test('P-LOBBY-2 all learn that there is a password, and nobody what it is compared with', () => {
  const { room, people } = meeting('attendee')
  const [host, guest] = people as [PeerId, PeerId]
  room.run(() => setPassword(room.state, host, 'first hash'))
  expect(room.state.lobby).toMatchObject({ passwordSet: true, passwordHash: 'first hash' })
  for (const person of people)
    expect(room.clients.get(person)?.lobby).toMatchObject({ passwordSet: true, passwordHash: null })
  // Also not as part of a snapshot.
  for (const person of people) expect(visibleTo(room.state, person).lobby.passwordHash).toBeNull()
  expect(room.run(() => setPassword(room.state, guest, 'of a guest'))).toBe('forbidden')
  expect(room.run(() => setPassword(room.state, testGuest(1) as unknown as PeerId, 'x'))).toBe('not_joined')
  room.run(() => setPassword(room.state, host, null))
  expect(room.state.lobby).toMatchObject({ passwordSet: false, passwordHash: null })
  expect(room.run(() => setPassword(room.state, host, null))).toEqual([])
})

test('P-LOBBY-8 lock and password outlive a restart of the host, and nobody waits then', () => {
  const { room, people } = meeting()
  const [host] = people as [PeerId]
  room.command(host, 'lobby.lock', { locked: true })
  room.run(() => setPassword(room.state, host, 'hash'))
  ring(room, 'Zoe')
  const { lobby } = restarted(room.state)
  expect(lobby).toEqual({ locked: true, passwordSet: true, passwordHash: 'hash', waiting: [] })
  expect(outlives({ type: 'lobby.passwordKept', hash: 'hash' })).toBe(true)
})

test('P-LOBBY-8 a room that was kept before there were locks is open', () => {
  const { lobby: _lobby, ...before } = emptyRoom
  expect(roomStateSchema.parse(before)).toEqual(emptyRoom)
})
