import { expect, it } from 'vitest'
import { runSchedules } from '../../chaos/runSchedules.ts'

/** More of them, with other seeds: bench/schedules.mjs. A failure names its seeds. */
const SCHEDULES = 200

it(`no line is lost or doubled over ${SCHEDULES} schedules of cuts, delays and kills`, async () => {
  expect(await runSchedules({ schedules: SCHEDULES, first: 1 })).toEqual([])
}, 240_000)
