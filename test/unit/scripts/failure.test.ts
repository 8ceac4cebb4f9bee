import { expect, it } from 'vitest'
import { Failure, failureText } from '../../../scripts/bootstrap/failure.mjs'

it('prints a failure as its sentence alone, and anything else with its stack', () => {
  expect(failureText(new Failure('The disk is full. Make room and try again.'))).toBe(
    'Hearth: The disk is full. Make room and try again.',
  )
  expect(failureText(new TypeError('x is undefined'))).toMatch(
    /please report[\s\S]*TypeError: x is undefined\n +at /,
  )
})
