import { expect, test } from 'vitest'
import { turnCredential } from '../../../main/outside/turnCredential.ts'

test('a TURN credential holds for a day and is what the shared secret makes of its user', () => {
  // As `openssl dgst -sha1 -hmac north` signs it.
  expect(turnCredential('north', 1_700_000_000_400, 'ada')).toEqual({
    username: '1700086400:ada',
    credential: 'Qw2wNnXeN+K01UaLeSEb7cOAs5c=',
  })
})

test('no two clients have the same', () => {
  expect(turnCredential('north', 0).username).not.toBe(turnCredential('north', 0).username)
})
