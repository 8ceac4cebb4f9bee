import type { StreamSample } from './statsReport.ts'

/** How a stream runs: over the time between two samples where it is a rate, else as of the later one. */
export interface StreamRates
  extends Pick<
    StreamSample,
    | 'jitterMs'
    | 'roundTripMs'
    | 'width'
    | 'height'
    | 'framesPerSecond'
    | 'codec'
    | 'layer'
    | 'limitation'
    | 'direction'
    | 'kind'
  > {
  readonly bitsPerSecond: number | null
  /** From 0 to 100, like all percentages here; null where too few packets came to say. */
  readonly lossPercent: number | null
  /** Of the sound: how much had to be made up. */
  readonly concealedPercent: number | null
  readonly freezes: number | null
  /** Of the time: for how much of it the picture stood still. */
  readonly frozenPercent: number | null
}

/** One lost of three says nothing; a pause of speech sends only two or three a second. */
const MIN_PACKETS = 10

/** @param before an earlier sample of the same stream. Without one, or where it counts anew, there are no rates. */
export function streamRates(sample: StreamSample, before: StreamSample | undefined): StreamRates {
  const { direction, kind, jitterMs, roundTripMs, codec, layer, limitation } = sample
  const { width, height, framesPerSecond } = sample
  const known = { direction, kind, jitterMs, roundTripMs, codec, layer, limitation }
  const picture = { width, height, framesPerSecond }
  const passedMs = before === undefined ? 0 : sample.atMs - before.atMs
  if (before === undefined || passedMs <= 0 || sample.bytes < before.bytes) {
    const none = { lossPercent: null, concealedPercent: null, freezes: null, frozenPercent: null }
    return { ...known, ...picture, ...none, bitsPerSecond: null }
  }
  const { lost, expected } = packetsBetween(sample, before)
  return {
    ...known,
    ...picture,
    bitsPerSecond: ((sample.bytes - before.bytes) * 8000) / passedMs,
    lossPercent: expected < MIN_PACKETS ? null : percent(lost, expected),
    concealedPercent: percent(sample.concealed - before.concealed, sample.samples - before.samples),
    freezes: Math.max(0, sample.freezes - before.freezes),
    frozenPercent: percent(sample.frozenMs - before.frozenMs, passedMs),
  }
}

/** Packets that were lost between two samples, and how many there should have been. */
export function packetsBetween(
  sample: StreamSample,
  before: StreamSample,
): { readonly lost: number; readonly expected: number } {
  // What was counted as lost and came after all is taken back, so the count may fall.
  const lost = Math.max(0, sample.lost - before.lost)
  const moved = Math.max(0, sample.packets - before.packets)
  return { lost, expected: sample.direction === 'received' ? moved + lost : Math.max(moved, lost) }
}

function percent(part: number, whole: number): number | null {
  return whole <= 0 ? null : Math.min(100, Math.max(0, (100 * part) / whole))
}
