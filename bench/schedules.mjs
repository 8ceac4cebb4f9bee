/**
 * `node scripts/env.mjs -- node bench/schedules.mjs [schedules] [first seed]`: lets people talk while their connections
 * are cut, delayed and swallowed and hosts are killed, each time in another way, and tells which lines were lost or doubled.
 */
import { runSchedules } from '../test/chaos/runSchedules.ts'

const [schedules = 1000, first = 1] = process.argv.slice(2).map(Number)
const startedAt = performance.now()
const faults = await runSchedules({ schedules, first })
for (const fault of faults) console.log(fault)
const seconds = Math.round((performance.now() - startedAt) / 1000)
console.log(`${schedules} schedules from seed ${first} on in ${seconds} s: ${faults.length} faults`)
process.exitCode = faults.length > 0 ? 1 : 0
