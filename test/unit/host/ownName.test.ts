import { expect, test } from 'vitest'
import { fits } from '../../../main/discovery/serviceRecords.ts'
import { ownName } from '../../../main/host/client/admission/ownName.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { FINGERPRINT } from '../../fixtures/fakeSurroundings.ts'

const called: readonly (readonly [computer: string, name: string])[] = [
  ['Zoë-PC', 'Zoë-PC'],
  ['מחשב.local', 'מחשב'],
  ['', 'Hearth'],
  ['localhost', 'Hearth'],
  ['localhost.localdomain', 'Hearth'],
  ['a\u202eb', 'ab'],
  ['a\u0007b', 'Hearth'],
  ['a'.repeat(255), 'a'.repeat(64)],
  ['电'.repeat(80), '电'.repeat(64)],
  ['💻'.repeat(80), '💻'.repeat(50)],
]

test.each(called)('a computer called "%s" is announced', (computer, name) => {
  const host = ownName(computer)
  expect(host).toBe(name)
  const room = roomNameSchema.parse('demo')
  const place = { port: 8443, path: '/', fingerprint: FINGERPRINT }
  expect(fits({ id: 'a', room, host, people: 1, locked: false, password: false, ...place })).toBe(true)
})
