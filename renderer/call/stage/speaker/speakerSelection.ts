import type { PeerId } from '../../../../protocol/ids.ts'

/** How long somebody has to speak before being shown large, in milliseconds. With the way through the network this stays within half a second. */
const SENTENCE_MS = 170
/** A gap between two syllables, which ends no sentence, in milliseconds. */
const GAP_MS = 120
/** How much longer it takes while the one shown speaks on, in milliseconds: an "aha" interrupts nobody. */
const INTERRUPTION_MS = 1500
/** Where only the host tells who speaks: how long to wait for its next word, which comes after 0.4 s where it was a cough. */
export const TRIAL_MS = 450

/** When somebody has begun to speak, and when they were heard last; monotonic milliseconds. */
interface Voice {
  readonly sinceMs: number
  readonly lastMs: number
}

/** Whom the large tile follows. */
export interface Followed {
  /** Null until somebody has spoken. */
  readonly current: PeerId | null
  readonly voices: ReadonlyMap<PeerId, Voice>
}

export const nobodyFollowed: Followed = { current: null, voices: new Map() }

/**
 * Whom to show large, from what is heard moment by moment. Silence changes nothing.
 *
 * @param loud who makes a sound now, loudest first, without ourselves: nobody wants to see themselves speak.
 * @param nowMs monotonic milliseconds.
 */
export function selectByVoice(before: Followed, loud: readonly PeerId[], nowMs: number): Followed {
  if (loud.length === 0 && before.voices.size === 0) return before
  const voices = new Map<PeerId, Voice>()
  for (const [peer, voice] of before.voices) if (nowMs - voice.lastMs <= GAP_MS) voices.set(peer, voice)
  for (const peer of loud) voices.set(peer, { sinceMs: voices.get(peer)?.sinceMs ?? nowMs, lastMs: nowMs })
  const needed =
    before.current !== null && voices.has(before.current) ? INTERRUPTION_MS + SENTENCE_MS : SENTENCE_MS
  const [loudest] = loud
  const heard = loudest === undefined ? undefined : voices.get(loudest)
  const long = heard !== undefined && nowMs - heard.sinceMs >= needed
  return { current: loudest !== undefined && long ? loudest : before.current, voices }
}

/**
 * The same from what the host tells, where nobody listens more closely.
 *
 * @param speakers who speaks, loudest first, without ourselves.
 * @param nowMs monotonic milliseconds. To be asked again after {@link TRIAL_MS} while anybody is in `voices`.
 */
export function selectByHost(before: Followed, speakers: readonly PeerId[], nowMs: number): Followed {
  const { current } = before
  const [loudest] = speakers
  if (loudest === undefined || loudest === current) return { current, voices: new Map() }
  // Nobody is there to be interrupted yet.
  if (current === null) return { current: loudest, voices: new Map() }
  const sinceMs = before.voices.get(loudest)?.sinceMs ?? nowMs
  if (nowMs - sinceMs >= TRIAL_MS) return { current: loudest, voices: new Map() }
  return { current, voices: new Map([[loudest, { sinceMs, lastMs: nowMs }]]) }
}
