import type { EffectCost } from './effectsState.ts'

/** An effect with everything it needs at hand. */
export interface TrackEffect {
  /**
   * @param track a device's own; it stays the caller's to stop.
   * @returns the track to send instead, once it really carries something. One for an earlier track has ended then.
   * @throws Error where this browser or machine cannot.
   */
  process(track: MediaStreamTrack): Promise<MediaStreamTrack>
  /** The device gives nothing for now. What was loaded stays. */
  rest(): void
  /** The device goes on after a rest, with the same track. */
  wake(): void
  close(): void
}

/** What an effect tells while it works. */
export interface EffectEvents {
  onCost(cost: EffectCost): void
  /** It cannot go on; nothing more comes of it. */
  onEnd(why: 'tooSlow' | 'failed'): void
}
