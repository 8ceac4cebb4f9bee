import { chaosHost } from './chaosHost.ts'
import { mortalChaosHost } from './mortalChaosHost.ts'
import { type HostUnderChaos, runSchedule } from './runSchedule.ts'

export interface SchedulesOptions {
  readonly schedules: number
  /** The seed of the first; the others follow it. */
  readonly first: number
}

/** Meetings that go on at a time at the host that lives: mostly they wait. */
const AT_ONCE = 12
/** Hosts that get killed, each with one meeting at a time. */
const MORTAL_HOSTS = 3
/** Every so manieth schedule kills its host as well, which takes seconds. */
const KILLS_EVERY = 16

/** Runs schedules, several at a time. @returns each fault with the seed that shows it. */
export async function runSchedules({ schedules, first }: SchedulesOptions): Promise<string[]> {
  const seeds = Array.from({ length: schedules }, (_seed, index) => first + index)
  const deadly = seeds.filter((seed) => seed % KILLS_EVERY === 0)
  const others = seeds.filter((seed) => seed % KILLS_EVERY !== 0)
  const faults: string[] = []
  const work = async (host: HostUnderChaos, some: number[]) => {
    for (let seed = some.shift(); seed !== undefined; seed = some.shift())
      for (const fault of await runSchedule(seed, host)) faults.push(`seed ${seed}: ${fault}`)
  }
  const hosts = await Promise.all([
    chaosHost(),
    ...Array.from({ length: Math.min(MORTAL_HOSTS, deadly.length) }, mortalChaosHost),
  ])
  try {
    const [living, ...mortal] = hosts
    await Promise.all([
      ...Array.from({ length: AT_ONCE }, () => work(living, others)),
      ...mortal.map((host) => work(host, deadly)),
    ])
  } finally {
    await Promise.all(hosts.map((host) => host.stop()))
  }
  return faults
}
