import { expect, it } from 'vitest'
import { HostProbe } from '../../../renderer/session/connection/HostProbe.ts'
import type { Environment } from '../../../renderer/session/connection/Environment.ts'

/** A world whose time passes from one timer to the next; its host answers from `answersAtMs` on. */
async function probe(answersAtMs: number) {
  let nowMs = 0
  let next: (() => void) | null = null
  const askedAtMs: number[] = []
  const surroundings: Environment = {
    now: () => nowMs,
    random: () => 0.5,
    after(ms, run) {
      next = () => {
        nowMs += ms
        run()
      }
      return () => {
        next = null
      }
    },
    answers: () => {
      askedAtMs.push(nowMs)
      return Promise.resolve(nowMs >= answersAtMs)
    },
    listen: () => () => undefined,
  }
  let backAtMs = Number.NaN
  const asking = new HostProbe('https://host/', surroundings, () => {
    backAtMs = nowMs
    asking.close()
  })
  while (Number.isNaN(backAtMs) && nowMs < 60_000) {
    const timer = next as (() => void) | null
    next = null
    timer?.()
    // The answer comes in a later turn.
    await Promise.resolve().then(() => undefined)
    await Promise.resolve()
  }
  return { backAtMs, askedAtMs }
}

it('notices within an eighth of a second that a host is back which is started again at once', async () => {
  const { backAtMs } = await probe(480)
  expect(backAtMs - 480).toBeLessThan(125)
})

it('asks less often once the host has been away for two seconds', async () => {
  const { backAtMs, askedAtMs } = await probe(30_000)
  expect(backAtMs - 30_000).toBeLessThan(500)
  expect(askedAtMs.filter((at) => at < 2000).length).toBeGreaterThan(12)
  const later = askedAtMs.filter((at) => at >= 10_000 && at < 20_000)
  expect(later.length / 10).toBeCloseTo(2.7, 0)
})
