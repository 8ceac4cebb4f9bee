import type { CostSample } from '../CpuBudget.ts'
import type { SoundReport } from './processorTimer.ts'

/** The suppressor works on so much sound at a time, in milliseconds. */
const PIECE_MS = 10
/** More than this share of the time for one effect leaves too little for the rest of the sound. */
const MAX_SHARE = 0.7

/** A report of the audio worklet in the terms in which it is judged and shown. */
export function audioCost({ busy, sound, passed }: SoundReport): CostSample {
  return {
    cost: (busy / sound) * PIECE_MS,
    budget: PIECE_MS * MAX_SHARE,
    lost: Math.max(0, 1 - sound / passed),
  }
}

/** How long a shown piece of sound lasts, in milliseconds. */
export const SOUND_PIECE_MS = PIECE_MS
