import { expect, test } from 'vitest'
import { bindableAddresses } from '../../../main/sfu/workers/bindableAddresses.ts'

test('an address that this computer has no more leaves the others their ports', async () => {
  expect(await bindableAddresses(['127.0.0.1', '203.0.113.9', '::1', '2001:db8::9'])).toEqual([
    '127.0.0.1',
    '::1',
  ])
})

test('there may be none', async () => {
  expect(await bindableAddresses(['203.0.113.9'])).toEqual([])
})
