import { expect, test } from 'vitest'
import { enabledFeatures } from '../../../main/shell/launch/enabledFeatures.ts'

test('features that were given stay', () => {
  expect(enabledFeatures('linux', 'A,B')).toBe('A,B,PulseaudioLoopbackForScreenShare')
})

test('nothing to enable is an empty text', () => {
  expect(enabledFeatures('win32', '')).toBe('')
})
