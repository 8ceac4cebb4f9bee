import { expect, test } from 'vitest'
import { isLoopback } from '../../../main/network/isLoopback.ts'

test.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['::1', true],
  ['0:0:0:0:0:0:0:1', true],
  ['::ffff:127.0.0.1', true],
  ['192.0.2.1', false],
  ['::ffff:192.0.2.1', false],
  ['2001:db8::1', false],
  ['127.example.org', false],
  ['localhost', false],
  ['', false],
])('%s leads to this computer alone: %s', (address, expected) => {
  expect(isLoopback(address)).toBe(expected)
})
