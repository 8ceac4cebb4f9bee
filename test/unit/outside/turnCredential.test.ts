import { expect, test } from 'vitest'
import { turnCredential } from '../../../main/outside/turnCredential.ts'

test('P-TURN-2 a TURN credential holds for an hour and is what the shared secret makes of its user', () => {
  // As `openssl dgst -sha1 -hmac north` signs it.
  expect(turnCredential('north', 1_700_000_000_400, 'ada')).toEqual({
    username: '1700003600:ada',
    credential: 'xnSlQG4JwD6eDlwPBFdbTt6sTJk=',
  })
})
