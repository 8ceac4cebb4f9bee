import { expect, test } from 'vitest'
import { RoomRegistry } from '../../../main/rooms/RoomRegistry.ts'
import { limits } from '../../../protocol/limits.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'

const ada = personNameSchema.parse('Ada')
const demo = roomNameSchema.parse('demo')
const silent = { deliver: () => undefined, giveUp: () => undefined }

test('P-ROOM-7 a room is made for the first who comes and gone when the last one leaves', () => {
  const rooms = new RoomRegistry('presenter')
  expect(rooms.find(demo)).toBeUndefined()
  const room = rooms.open(demo)
  expect(rooms.open(demo)).toBe(room)
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
  const old = rooms.open(demo)
  rooms.closeIfEmpty(old)
  const fresh = rooms.open(demo)
  fresh.join(ada, silent, [])
  rooms.closeIfEmpty(old)
  expect(rooms.find(demo)).toBe(fresh)
})

test('P-LIMIT-6 a host with all its rooms in use opens no other, and still lets people into those it has', () => {
  const rooms = new RoomRegistry('presenter')
  for (let number = 0; number < limits.roomsPerHost; number += 1) {
    rooms.open(roomNameSchema.parse(`room ${number}`)).join(ada, silent, [])
  }
  expect(() => rooms.open(demo)).toThrow(expect.objectContaining({ code: 'host_full' }))
  expect(rooms.open(roomNameSchema.parse('room 7')).size).toBe(1)
})

test('a room may be called what every object of the language has already', () => {
  const rooms = new RoomRegistry('presenter')
  const names = ['__proto__', 'constructor', 'toString']
  for (const name of names) rooms.open(roomNameSchema.parse(name)).join(ada, silent, [])
  expect(Object.keys(rooms.sizes()).sort()).toEqual([...names].sort())
  expect(JSON.parse(JSON.stringify({ ...rooms.sizes() }))).toHaveProperty('constructor', 1)
})
