/** What has been counted of the packets of one sound, from its beginning on. */
export interface PacketCounts {
  readonly received: number
  /** Never came. May fall, when a packet comes late. */
  readonly lost: number
  /** How often packets were asked for again. */
  readonly asked: number
}

/** Whether packets of what somebody hears get lost. */
export interface MissingSound {
  readonly lossy: boolean
  /** For how many looks in a row next to nothing has been missing. */
  readonly calm: number
}

export const NOTHING_MISSING: MissingSound = { lossy: false, calm: 0 }

/** The share (0 to 1) of one sound's packets that must be missing at first before somebody does something about it. */
const LOSSY = 0.03
/** Of fewer packets a share says nothing: a pause in speech takes two or three a second. */
const ENOUGH_PACKETS = 20
const CALM_LOOKS = 20

/**
 * The share (0 to 1) of a sound's packets that was missing at first between two counts. What the browser made up says
 * nothing of that: where the computer has too much to do, all packets may have come.
 */
export function missingShare(before: PacketCounts, now: PacketCounts): number {
  const lost = Math.max(0, now.lost - before.lost)
  const sent = now.received - before.received + lost
  // What is asked for mostly comes, and is lost no longer.
  return sent < ENOUGH_PACKETS ? 0 : Math.max(lost, now.asked - before.asked) / sent
}

/** What holds after a look that found this share missing of whichever sound misses most. */
export function audioLoss({ lossy, calm }: MissingSound, share: number): MissingSound {
  if (share >= LOSSY) return { lossy: true, calm: 0 }
  return lossy && calm + 1 < CALM_LOOKS ? { lossy, calm: calm + 1 } : NOTHING_MISSING
}
