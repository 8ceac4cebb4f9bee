import { expect, test } from 'vitest'
import { CpuMeter } from '../../../main/sfu/workers/CpuMeter.ts'

test('it tells what was used in the last two seconds, and nothing before', () => {
  const meter = new CpuMeter()
  meter.measured(1000, 0)
  meter.measured(1500, 1000)
  expect(meter.share).toBe(0)
  meter.measured(2000, 2000)
  expect(meter.share).toBe(0.5)
  for (let at = 2500; at <= 4000; at += 500) meter.measured(2000, at)
  expect(meter.share).toBe(0)
})
