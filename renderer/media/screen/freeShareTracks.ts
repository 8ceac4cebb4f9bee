import { limits } from '../../../protocol/limits.ts'
import type { LocalShare } from '../localMediaState.ts'

/** A microphone and a camera, which may be turned on at any time. */
const DEVICES = 2

/** How many more tracks a person may share; a screen with its sound is two. */
export function freeShareTracks(shares: readonly Pick<LocalShare, 'sound'>[]): number {
  const used = shares.reduce((sum, { sound }) => sum + (sound === null ? 1 : 2), DEVICES)
  return Math.max(0, limits.tracksPerPeer - used)
}
