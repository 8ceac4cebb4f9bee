import { expect, test } from 'vitest'
import { knownNames } from '../../../main/host/client/admission/knownNames.ts'

test.each(['localhost', '127.0.0.1', '[::1]', '192.168.1.20', 'zoes-pc', 'zoes-pc.local', 'meet.example'])(
  'a host that may be called meet.example answers to %s',
  (name) => {
    expect(knownNames(['meet.example'], 'Zoes-PC').asked(name)).toBe(true)
  },
)

test.each([
  'evil.example',
  'meet.example.evil.example',
  'localhost.evil.example',
  'zoes-pc.evil.example',
  '',
])('… and not to %j', (name) => {
  expect(knownNames(['meet.example'], 'Zoes-PC').asked(name)).toBe(false)
  expect(knownNames(['meet.example'], 'Zoes-PC').forwarded(name)).toBe(false)
})

test('without a list, the names that a trusted proxy passes on are its own business', () => {
  expect(knownNames([]).forwarded('meet.example')).toBe(true)
  expect(knownNames([]).asked('meet.example')).toBe(false)
})
