import { seeded } from './seeded.ts'

/** What happens at one moment of a schedule. `person` counts from 0, times are milliseconds. */
export type Step = { readonly at: number } & (
  | { readonly kind: 'say'; readonly person: number }
  /** The connection ends, by RST or by FIN. */
  | { readonly kind: 'reset' | 'end'; readonly person: number }
  /** Nothing gets through any more in either direction, and nobody is told; later all of it does. */
  | { readonly kind: 'blackHole'; readonly person: number; readonly forMs: number }
  /** No new connection comes about, and the present one ends. */
  | { readonly kind: 'refuse'; readonly person: number; readonly forMs: number }
  | { readonly kind: 'delay'; readonly person: number; readonly forMs: number; readonly byMs: number }
  /** The host's program is killed, and started again on the same port and data. */
  | { readonly kind: 'killHost'; readonly forMs: number }
  | { readonly kind: 'killWorker' }
)

export interface Schedule {
  readonly people: number
  readonly steps: readonly Step[]
}

const LENGTH_MS = 700
/** Fewer than a person may say at once before the host asks to go slower. */
const MOST_LINES = 8

/** @param kills whether the host is killed, too. */
export function scheduleOf(seed: number, kills: boolean): Schedule {
  const random = seeded(seed)
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1))
  const people = whole(2, 4)
  const steps: Step[] = []
  for (let person = 0; person < people; person += 1) {
    for (let line = whole(2, MOST_LINES); line > 0; line -= 1)
      steps.push({ kind: 'say', person, at: whole(0, LENGTH_MS) })
    for (let fault = whole(0, 4); fault > 0; fault -= 1) steps.push(faultFor(person, whole))
  }
  if (whole(0, 9) === 0) steps.push({ kind: 'killWorker', at: whole(0, LENGTH_MS) })
  if (kills) steps.push({ kind: 'killHost', at: whole(100, LENGTH_MS), forMs: whole(0, 300) })
  return { people, steps: steps.toSorted((one, other) => one.at - other.at) }
}

function faultFor(person: number, whole: (from: number, to: number) => number): Step {
  const at = whole(0, LENGTH_MS)
  const forMs = whole(10, 400)
  switch (whole(0, 5)) {
    case 0:
      return { kind: 'reset', person, at }
    case 1:
      return { kind: 'end', person, at }
    case 2:
    case 3:
      return { kind: 'blackHole', person, at, forMs }
    case 4:
      return { kind: 'refuse', person, at, forMs }
    default:
      return { kind: 'delay', person, at, forMs, byMs: whole(5, 60) }
  }
}
