import { describe, expect, test } from 'vitest'
import { limits } from '../../../protocol/limits.ts'
import { personNameSchema } from '../../../protocol/names.ts'
import type { Role } from '../../../protocol/roles.ts'
import type { Decision } from '../../../room/feature.ts'
import { knock } from '../../../room/features/lobby.ts'
import { join, leave } from '../../../room/features/membership.ts'
import { apply, emptyRoom } from '../../../room/room.ts'
import { stepIn, stepOut } from '../../../room/features/seats.ts'
import { meeting, show } from '../../fixtures/meeting.ts'
import { freshIds, testPeer } from '../../fixtures/roomIds.ts'
import type { RoomUnderTest } from '../../fixtures/RoomUnderTest.ts'

function roles(room: RoomUnderTest): Role[] {
  return room.state.membership.peers.map(({ role }) => role)
}

function enter(room: RoomUnderTest, number: number, called = 'Ada') {
  const name = personNameSchema.parse(called)
  return room.run((context) =>
    join(room.state, { peer: testPeer(number), name, laterRole: 'presenter' }, context),
  )
}

test('P-JOIN-4 who opens a room leads it, and later ones get the role for later ones', () => {
  const { room } = meeting()
  enter(room, 7)
  expect(roles(room)).toEqual(['host', 'presenter'])
})

test('P-JOIN-4 who comes into a room that has become empty leads it', () => {
  const { room, people } = meeting('cohost')
  for (const peer of people) room.run(() => leave(room.state, peer))
  enter(room, 7)
  expect(roles(room)).toEqual(['host'])
})

function names(room: RoomUnderTest): string[] {
  return room.state.membership.peers.map(({ name }) => name)
}

describe('P-NAME-1 people who are called the same are told apart', () => {
  test('by numbers, in the order of their coming', () => {
    const { room } = meeting()
    for (const number of [5, 6, 7, 8]) enter(room, number, number === 8 ? 'Grace' : 'Alex')
    expect(names(room)).toEqual(['Person 0', 'Alex', 'Alex (2)', 'Alex (3)', 'Grace'])
  })

  test.each([
    ['Ada', 'Аda'],
    ['Ada', 'Аԁа'],
    ['Ada', 'ada'],
    ['Ada', 'Ａｄａ'],
    ['Ada', '𝔸𝕕𝕒'],
    ['Ian', 'lan'],
    ['Олег', 'Oлег'],
    ['Bob', 'B0b'],
    ['Corn', 'Com'],
    ['Zoë', 'ZOË'],
    ['Ann-Marie', 'Ann–Marie'],
    ['O’Neil', "O'Neil"],
    ['Ada (1)', 'Ada'],
    // A first letter of another alphabet.
    ['Вера', 'Bера'],
    ['Нина', 'Hина'],
    ['Марк', 'Mарк'],
    ['Тарас', 'Tарас'],
    // Two alphabets, neither of which is ours.
    ['Γιάννης', 'Гιάννης'],
    ['Фаина', 'Φаина'],
    ['Павел', 'Πавел'],
    ['Лев', 'Ʌев'],
    ['Փայլ', 'Фայլ'],
    ['Кира', 'Κира'],
    ['علی', 'علي'],
    ['کریم', 'كریم'],
    ['జయ', 'ಜಯ'],
    ['Σοφία', 'Ʃοφία'],
  ])('also where they only look so: %s and %s', (first, second) => {
    const { room } = meeting()
    enter(room, 5, first)
    enter(room, 6, second)
    expect(names(room).slice(1)).toEqual([first, `${second} (2)`])
  })

  test.each([
    ['Ada', 'Adam'],
    ['Zoe', 'Zoë'],
    ['Kai', 'Kal'],
    ['Bob (Sales)', 'Bob (Support)'],
    ['Ada (host)', 'Ada'],
    ['דוד', 'דודי'],
    ['Лена', 'Лина'],
    ['Γιώργος', 'Γεώργιος'],
    ['علی', 'علیا'],
    ['田中', '由中'],
    ['Person 1', 'Person 2'],
  ])('and others keep their names: %s and %s', (first, second) => {
    const { room } = meeting()
    enter(room, 5, first)
    enter(room, 6, second)
    expect(names(room).slice(1)).toEqual([first, second])
  })

  test('and nobody’s name changes while the person stays', () => {
    const { room } = meeting()
    for (const number of [4, 5, 6]) enter(room, number, 'Alex')
    room.run(() => leave(room.state, testPeer(4)))
    expect(names(room)).toEqual(['Person 0', 'Alex (2)', 'Alex (3)'])
    enter(room, 7, 'Alex')
    expect(names(room)).toEqual(['Person 0', 'Alex (2)', 'Alex (3)', 'Alex'])
  })

  test('a number that somebody has typed counts', () => {
    const { room } = meeting()
    for (const [index, name] of ['Alex (2)', 'Alex', 'Alex', 'Alex (2)'].entries())
      enter(room, 4 + index, name)
    expect(names(room).slice(1)).toEqual(['Alex (2)', 'Alex', 'Alex (3)', 'Alex (4)'])
  })

  test('within the length of a name', () => {
    const { room } = meeting()
    const long = '𝒜'.repeat(limits.nameLength)
    for (const number of [5, 6]) enter(room, number, long)
    expect(names(room).slice(1)).toEqual([long, `${'𝒜'.repeat(limits.nameLength - 4)} (2)`])
  })

  test('who waits at the door counts, and who may come back gives way', () => {
    const { room, people } = meeting()
    const [host = testPeer(0)] = people
    enter(room, 5, 'Alex')
    room.run(() => stepOut(room.state, testPeer(5), 'presenter'))
    enter(room, 6, 'Alex')
    room.command(host, 'lobby.lock', { locked: true })
    room.run((context) => knock(room.state, personNameSchema.parse('alex'), context))
    expect(room.state.lobby.waiting.map(({ name }) => name)).toEqual(['alex (2)'])
    room.run(() => stepIn(room.state, testPeer(5), 'presenter'))
    expect(names(room)).toEqual(['Person 0', 'Alex (3)', 'Alex'])
  })
})

test('P-LIMIT-4 a full room refuses the next one and takes one again when somebody leaves', () => {
  // Without clients: that each of five hundred holds the same as the room is checked with fewer.
  let state = emptyRoom
  const step = (decision: Decision) => {
    if ('refused' in decision) return decision.refused
    state = decision.events.reduce(apply, state)
    return state.membership.peers.length
  }
  const name = personNameSchema.parse('Ada')
  const context = { now: 1_700_000_000_000, id: freshIds() }
  const seat = (number: number) =>
    step(join(state, { peer: testPeer(number), name, laterRole: 'attendee' }, context))
  for (let number = 1; number <= limits.peersPerRoom; number += 1) expect(seat(number)).toBe(number)
  expect(seat(999)).toBe('room_full')
  expect(step(leave(state, testPeer(50)))).toBe(limits.peersPerRoom - 1)
  expect(seat(999)).toBe(limits.peersPerRoom)
})

describe('P-ROOM-5 when the leader goes,', () => {
  test.each<[string, Exclude<Role, 'host'>[], number]>([
    ['the cohost leads on, though others came earlier', ['attendee', 'presenter', 'cohost'], 3],
    ['of two cohosts the one who has been there longest', ['presenter', 'cohost', 'cohost'], 2],
    ['without a cohost the first presenter', ['attendee', 'presenter', 'presenter'], 2],
    ['without either the first attendee', ['attendee', 'attendee'], 1],
  ])('%s', (_what, later, heir) => {
    const { room, people } = meeting(...later)
    const outcome = room.run(() => leave(room.state, people[0] ?? testPeer(0)))
    expect(outcome).toEqual([
      { type: 'peer.left', peer: people[0], reason: 'left', by: null },
      { type: 'role.changed', peer: people[heir], role: 'host' },
    ])
    expect(roles(room).filter((role) => role === 'host')).toHaveLength(1)
  })

  test('the last one leaves an empty room without a word about a leader', () => {
    const { room, people } = meeting()
    expect(room.run(() => leave(room.state, people[0] ?? testPeer(0)))).toHaveLength(1)
    expect(room.state.membership.peers).toEqual([])
  })

  test('nothing changes for the lead when somebody else goes', () => {
    const { room, people } = meeting('cohost', 'attendee')
    room.run(() => leave(room.state, people[1] ?? testPeer(0)))
    expect(roles(room)).toEqual(['host', 'attendee'])
  })
})

test('P-ROOM-6 with a person go the tracks and the raised hand; what was said stays, under the name of then', () => {
  const { room, people } = meeting('presenter')
  const [host, guest] = people as [(typeof people)[0] & {}, (typeof people)[0] & {}]
  show(room, guest, 'camera', 1)
  show(room, guest, 'screen', 2)
  show(room, host, 'camera', 3)
  room.command(guest, 'hand.set', { raised: true })
  room.command(guest, 'chat.send', { text: 'I must go.' })
  room.run(() => leave(room.state, guest))
  expect(room.state.tracks.tracks.map(({ peer }) => peer)).toEqual([host])
  expect(room.state.hands.raised).toEqual([])
  expect(room.state.chat.messages).toMatchObject([{ from: guest, name: 'Person 1', text: 'I must go.' }])
})
