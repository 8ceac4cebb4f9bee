import { streamRates, type StreamRates } from './streamRates.ts'
import type { StreamSample } from './statsReport.ts'

/** How somebody comes across: as it should be; with faults that one notices; so that one cannot follow. */
export type Quality = 'good' | 'fair' | 'poor'

const ORDER: readonly Quality[] = ['good', 'fair', 'poor']

type Limits = readonly [fair: number, poor: number]

/**
 * Of sound. Opus with its redundancy hides single lost packets, up to about 3 %; above 10 % whole syllables are
 * missing. What was made up is heard as soon as it is some percent, whatever the reason.
 */
const SOUND_LOSS: Limits = [3, 10]
const SOUND_MADE_UP: Limits = [3, 10]
/** Of pictures. Lost packets are sent again, which costs time: up to about 5 % this is not seen. */
const PICTURE_LOSS: Limits = [5, 15]
/** In percent of the time. Below a fiftieth it is one short hitch; at a fifth nobody can follow. */
const FROZEN: Limits = [2, 20]
/** In milliseconds. The buffer that evens jitter out delays the sound by two or three times as much. */
const JITTER: Limits = [50, 150]
/** In milliseconds. People begin to talk into each other at 300 there and back, and cannot but at 800 (ITU-T G.114). */
const ROUND_TRIP: Limits = [300, 800]

/**
 * Judges one stream by what happened since an earlier sample of it. A stream at rest, as of somebody muted or not
 * shown, is good: nobody misses anything.
 */
export function connectionQuality(sample: StreamSample, before: StreamSample | undefined): Quality {
  const rates = streamRates(sample, before)
  if (rates.bitsPerSecond === null || rates.bitsPerSecond === 0) return 'good'
  return worst([
    judge(rates.lossPercent, rates.kind === 'audio' ? SOUND_LOSS : PICTURE_LOSS),
    judge(rates.concealedPercent, SOUND_MADE_UP),
    judge(rates.frozenPercent, FROZEN),
    judge(rates.jitterMs, JITTER),
    judge(rates.roundTripMs, ROUND_TRIP),
    ofLimitation(rates),
  ])
}

export function worst(qualities: Iterable<Quality>): Quality {
  return ORDER[Math.max(0, ...[...qualities].map((quality) => ORDER.indexOf(quality)))] ?? 'good'
}

/** What a mark may show: it worsens only when two judgements in a row are that bad, so that single hitches do not flicker. */
export function debounced(now: Quality, before: Quality): Quality {
  return ORDER[Math.min(ORDER.indexOf(now), ORDER.indexOf(before))] ?? 'good'
}

/**
 * A picture that is sent smaller than it could be is noticed, but one can follow it. Only where the network is the
 * reason: that a computer is slow, it says by other means, and is no matter of the connection.
 */
function ofLimitation({ limitation }: StreamRates): Quality {
  return limitation === 'bandwidth' ? 'fair' : 'good'
}

function judge(value: number | null, [fair, poor]: Limits): Quality {
  if (value === null || value < fair) return 'good'
  return value < poor ? 'fair' : 'poor'
}
