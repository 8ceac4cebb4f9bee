import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { methods } from '../../../room/methods.ts'
import { fuzzHost } from '../../chaos/fuzzHost.ts'
import { valuesOf } from '../../chaos/valuesOf.ts'
import { openWitnesses, type Witnesses } from '../../chaos/witnesses.ts'
import { spawnSourceHost, type SourceHost } from '../../fixtures/spawnSourceHost.ts'

it.each(Object.entries(methods))('%s is fuzzed with params that fit, too', (_name, { params }) => {
  const made = fc.sample(valuesOf(params, ['A'.repeat(22)]), { numRuns: 200, seed: 1 })
  expect(made.filter((value) => params.safeParse(value).success).length).toBeGreaterThan(100)
})

// A million of the same: node scripts/env.mjs -- node bench/fuzz.mjs 1000000

let host: SourceHost
let witnesses: Witnesses
beforeAll(async () => {
  host = await spawnSourceHost()
  witnesses = await openWitnesses(host.base)
})
afterAll(async () => {
  await witnesses.close()
  await host.stop()
})

it('20,000 generated frames: each is answered, nothing dies, and two witnesses go on talking', async () => {
  const workers = await host.workers()
  const { sent, answered, cutOff, faults } = await fuzzHost({
    base: host.base,
    frames: 20_000,
    seed: 20_261_121,
    clients: 8,
  })
  expect(faults).toEqual([])
  expect(answered).toBeGreaterThanOrEqual(20_000)
  expect(sent - answered).toBe(cutOff)
  expect([host.process.exitCode, host.process.signalCode]).toEqual([null, null])
  expect(await host.workers()).toEqual(workers)
  expect(workers.length).toBeGreaterThan(0)
  await witnesses.speak()
}, 60_000)
