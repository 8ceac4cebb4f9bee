import { expect, test } from 'vitest'
import { Admission } from '../../../main/host/client/admission/Admission.ts'
import { Room } from '../../../main/rooms/Room.ts'
import { limits } from '../../../protocol/limits.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'

const name = roomNameSchema.parse('demo')
const [room, later] = [new Room({ name, laterRole: 'presenter' }), new Room({ name, laterRole: 'presenter' })]
const [grace, ada] = [personNameSchema.parse('Grace'), personNameSchema.parse('Ada (host)')]

test('P-LOBBY-6 an admission holds for one room, one name and two minutes', () => {
  let now = 1000
  const admission = new Admission(room, grace, () => now)
  expect(admission.holds(room, grace)).toBe(true)
  expect(admission.holds(later, grace)).toBe(false)
  expect(admission.holds(room, ada)).toBe(false)
  now += limits.admissionMs - 1
  expect(admission.holds(room, grace)).toBe(true)
  now += 1
  expect(admission.holds(room, grace)).toBe(false)
})
