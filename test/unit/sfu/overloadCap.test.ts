import { expect, test } from 'vitest'
import { OverloadCap } from '../../../main/sfu/allocation/OverloadCap.ts'

test('P-LOAD-1 pictures shrink step by step near the limit, and grow back one by one after quiet measurements', () => {
  const ceiling = new OverloadCap()
  const after = (...used: number[]) => {
    for (const one of used) ceiling.measured(one)
    return ceiling.layer
  }
  expect(after(0.5, 0.87)).toBeNull()
  expect(after(0.9)).toBe(1)
  expect(after(0.95, 0.99)).toBe(0)
  expect(ceiling.lowest).toBe(true)
  // What lies in between changes nothing, and begins the wait anew.
  expect(after(0.5, 0.5, 0.5, 0.5, 0.7, 0.5)).toBe(0)
  expect(after(0.5, 0.5, 0.5, 0.5)).toBe(1)
  expect(after(0.5, 0.5, 0.5, 0.5)).toBe(1)
  expect(after(0.5)).toBeNull()
})
