import { expect, test } from 'vitest'
import { usableAddresses } from '../../../main/sfu/usableAddresses.ts'

test('an address that this computer has no more leaves the others their ports', async () => {
  expect(await usableAddresses(['127.0.0.1', '203.0.113.9', '::1', '2001:db8::9'])).toEqual([
    '127.0.0.1',
    '::1',
  ])
})

test('there may be none', async () => {
  expect(await usableAddresses(['203.0.113.9'])).toEqual([])
})
