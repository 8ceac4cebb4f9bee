/** How much sound is held ready before it is played, so that what was lost can come again in time. */
export interface SoundReserve {
  /** Milliseconds at least; 0: as the browser thinks best. */
  readonly ms: number
  /** For how many looks in a row nothing has been missing. */
  readonly calm: number
}

export const NO_RESERVE: SoundReserve = { ms: 0, calm: 0 }

/** A tenth of a second is the time for two more tries on a local network; more than two of them people notice as a delay. */
const STEP_MS = 100
const MOST_MS = 200
/** Shares of the sound that had to be made up: what one begins to hear, and what nobody does. */
const TOO_MUCH = 0.02
const NOTHING = 0.005
const CALM_LOOKS = 20

/** The reserve after a look that found so much of the sound made up (0 to 1). */
export function soundReserve({ ms, calm }: SoundReserve, madeUp: number): SoundReserve {
  if (madeUp >= TOO_MUCH) return { ms: Math.min(MOST_MS, ms + STEP_MS), calm: 0 }
  if (madeUp > NOTHING) return { ms, calm: 0 }
  return calm + 1 >= CALM_LOOKS ? NO_RESERVE : { ms, calm: calm + 1 }
}
