import { expect, test } from 'vitest'
import { type Opener, RoomRegistry } from '../../../main/rooms/RoomRegistry.ts'
import { limits } from '../../../protocol/limits.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'
import { emptyRoom } from '../../../room/room.ts'

const ada = personNameSchema.parse('Ada')
const demo = roomNameSchema.parse('demo')
const anyone: Opener = { network: '127.0.0.1', unlimited: true, owner: false }
const from = (network: string): Opener => ({ network, unlimited: false, owner: false })
const silent = { deliver: () => undefined, giveUp: () => undefined }

test('P-ROOM-7 a room is made for the first who comes and gone when the last one leaves', () => {
  const rooms = new RoomRegistry('presenter')
  expect(rooms.find(demo)).toBeUndefined()
  const room = rooms.open(demo, anyone)
  expect(rooms.open(demo, anyone)).toBe(room)
  const [one, other] = [room.join(ada, silent, []), room.join(ada, silent, [])]
  expect(rooms.sizes()).toEqual({ demo: 2 })
  expect(rooms.people).toBe(2)
  room.leave(one.peer)
  rooms.closeIfEmpty(room)
  expect(rooms.find(demo)).toBe(room)
  room.leave(other.peer)
  room.leave(other.peer)
  rooms.closeIfEmpty(room)
  rooms.closeIfEmpty(room)
  expect(rooms.sizes()).toEqual({})
})

test('a room that has closed does not take a new one of the same name along', () => {
  const rooms = new RoomRegistry('presenter')
  const old = rooms.open(demo, anyone)
  rooms.closeIfEmpty(old)
  const fresh = rooms.open(demo, anyone)
  fresh.join(ada, silent, [])
  rooms.closeIfEmpty(old)
  expect(rooms.find(demo)).toBe(fresh)
  expect([...rooms.all]).toEqual([fresh])
})

test('P-LIMIT-6 a host with all its rooms in use opens no other, and still lets people into those it has', () => {
  const rooms = new RoomRegistry('presenter')
  for (let number = 0; number < limits.roomsPerHost; number += 1) {
    rooms.open(roomNameSchema.parse(`room ${number}`), anyone).join(ada, silent, [])
  }
  expect(() => rooms.open(demo, anyone)).toThrow(expect.objectContaining({ code: 'host_full' }))
  expect(rooms.open(roomNameSchema.parse('room 7'), anyone).size).toBe(1)
})

/** Opens rooms, each with somebody in it, until there is no place. @returns how many. */
function openedBy(rooms: RoomRegistry, opener: Opener): number {
  for (let number = 0; ; number += 1)
    try {
      rooms.open(roomNameSchema.parse(`${opener.network} ${number}`), opener).join(ada, silent, [])
    } catch {
      return number
    }
}

test('P-LIMIT-6 one network fills no host, three do, and the owner finds a place even then', () => {
  const rooms = new RoomRegistry('presenter')
  const counts = ['192.0.2.1', '192.0.2.2', '192.0.2.3'].map((network) => openedBy(rooms, from(network)))
  const { roomsPerAddress, roomsPerHost, ownerRooms } = limits
  expect(counts).toEqual([roomsPerAddress, roomsPerAddress, roomsPerHost - 2 * roomsPerAddress])
  expect(openedBy(rooms, { ...from('192.0.2.4'), owner: true })).toBe(ownerRooms)
})

test('P-LIMIT-6 a kept room gives way to no stranger, and to its own network alone', () => {
  const rooms = new RoomRegistry('presenter')
  const kept = rooms.restore(demo, emptyRoom)
  expect(kept.deserted).toBe(true)
  const own = from('192.0.2.9')
  const ghost = rooms.open(roomNameSchema.parse('ghost'), own)
  const { peer } = ghost.join(ada, { ...silent, giveUp: () => leave() }, [])
  const leave = () => {
    ghost.leave(peer)
    rooms.closeIfEmpty(ghost)
  }
  ghost.lose(peer)
  for (const network of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) openedBy(rooms, from(network))
  expect([rooms.find(demo), rooms.find(ghost.name)]).toEqual([kept, ghost])
  const fresh = rooms.open(roomNameSchema.parse('fresh'), own)
  expect([rooms.find(demo), rooms.find(ghost.name), rooms.find(fresh.name)]).toEqual([kept, undefined, fresh])
})

test('a room may be called what every object of the language has already', () => {
  const rooms = new RoomRegistry('presenter')
  const names = ['__proto__', 'constructor', 'toString']
  for (const name of names) rooms.open(roomNameSchema.parse(name), anyone).join(ada, silent, [])
  expect(Object.keys(rooms.sizes()).sort()).toEqual([...names].sort())
  expect(JSON.parse(JSON.stringify({ ...rooms.sizes() }))).toHaveProperty('constructor', 1)
})

test('P-ROOM-8 a room is found however its name is typed, and called as it was typed first', () => {
  const rooms = new RoomRegistry('presenter')
  const room = rooms.open(roomNameSchema.parse('Straße'), anyone)
  room.join(ada, silent, [])
  for (const typed of ['straße', 'STRASSE', 'ＳＴＲＡＳＳＥ']) {
    expect(rooms.open(roomNameSchema.parse(typed), anyone)).toBe(room)
    expect(rooms.nameOf(roomNameSchema.parse(typed))).toBe('Straße')
  }
  expect(rooms.sizes()).toEqual({ Straße: 1 })
  expect(rooms.nameOf(demo)).toBe('demo')
})

test('P-ROOM-8 rooms of an earlier version that differ in capitals alone are both there, each by its own name', () => {
  const rooms = new RoomRegistry('presenter')
  const [first, second] = ['demo', 'Demo'].map((name) => {
    const room = rooms.restore(roomNameSchema.parse(name), emptyRoom)
    return { room, peer: room.join(ada, silent, []).peer }
  })
  if (first === undefined || second === undefined) throw new Error('Both are there.')
  const found = (name: string) => rooms.find(roomNameSchema.parse(name))
  expect([found('demo'), found('Demo'), found('DEMO')]).toEqual([first.room, second.room, first.room])
  first.room.leave(first.peer)
  rooms.closeIfEmpty(first.room)
  for (const name of ['demo', 'Demo', 'DEMO']) expect(found(name)).toBe(second.room)
  second.room.leave(second.peer)
  rooms.closeIfEmpty(second.room)
  expect(found('demo')).toBeUndefined()
})
