import type { Finding } from './finding.ts'

/** Bits per second that a camera's three sizes and a voice take together; and about as much, four tiles of others. */
const ENOUGH = 2_200_000
/** A voice each way, and what keeps a connection alive. Below this, pictures must stay off. */
const ENOUGH_FOR_PICTURES = 350_000

export interface Speed {
  /** Bits per second. */
  readonly down: number
  readonly up: number
  /** More was not tried. */
  readonly most: number
}

/** What a measured speed means for a call. The values are megabits per second. */
export function bandwidthFinding({ down, up, most }: Speed): Finding {
  const slower = Math.min(down, up)
  const values = { down: megabits(down, most), up: megabits(up, most), most: megabits(most, most) }
  if (slower < ENOUGH_FOR_PICTURES) return { code: 'speed_voices', values }
  return { code: slower < ENOUGH ? 'speed_low' : 'speed_fine', values }
}

function megabits(bitsPerSecond: number, most: number): number {
  return Math.round(Math.min(bitsPerSecond, most) / 100_000) / 10
}
