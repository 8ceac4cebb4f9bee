import type { Load } from './Load.ts'

/** What is known of a worker that somebody might be connected to. */
export interface Candidate {
  readonly load: Pick<Load, 'expected'>
  /** The share of one core that it uses, 0 to 1. */
  readonly cpu: number
  readonly rooms: number
}

/**
 * A worker that uses so much of a core is given nobody new as long as another is freer: a further third is needed for
 * the peaks, when many begin to watch at once.
 */
const BUSY_CPU = 0.6

/**
 * The worker for somebody who comes. A room stays on as few workers as it can, since what crosses between two costs
 * both; it goes on to the freest one when its own have enough to do.
 *
 * @param present those that carry this room already, in the order in which it came to them.
 * @param all those that may carry any room.
 * @param most the tracks that one worker is to send on.
 * @returns undefined where there is no worker at all.
 */
export function pickWorker<T extends Candidate>(
  present: readonly T[],
  all: readonly T[],
  most: number,
): T | undefined {
  const fullness = ({ load, cpu }: T) => Math.max(load.expected / most, cpu / BUSY_CPU)
  return (
    present.find((worker) => fullness(worker) < 1) ??
    [...new Set([...all, ...present])].toSorted(
      (one, other) => fullness(one) - fullness(other) || one.rooms - other.rooms,
    )[0]
  )
}
