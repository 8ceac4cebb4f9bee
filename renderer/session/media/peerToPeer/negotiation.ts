import type { DirectMessage } from '../../../../protocol/wire/directMessage.ts'
import type { PeerId } from '../../../../protocol/ids.ts'

// What two people must agree on without asking each other, who may both speak first at the same time.

/** How one end stands in the exchange of session descriptions. */
export interface Standing {
  /** Gives way where both have made an offer. */
  readonly polite: boolean
  /** An offer of ours is being made, and not sent yet. */
  readonly offering: boolean
  /** An answer of the other's is being taken: an offer that follows it is no collision. */
  readonly takingAnswer: boolean
  readonly signalingState: RTCSignalingState
}

/** Whether this person begins the calls with another one, numbers them, and does not give way in them. */
export function beginsCalls(self: PeerId, other: PeerId): boolean {
  return self < other
}

/**
 * Whether a description of the other's is left aside, because ours has gone the other way meanwhile and the other
 * one gives way ("perfect negotiation", W3C WebRTC §10.7).
 */
export function ignoresOffer(standing: Standing, type: 'offer' | 'answer'): boolean {
  const free = !standing.offering && (standing.signalingState === 'stable' || standing.takingAnswer)
  return type === 'offer' && !free && !standing.polite
}

/** What becomes of something that the other has said. */
export type Turn =
  /** It belongs to the call that we are in. */
  | 'pass'
  /** It opens a newer call, which takes the place of ours. */
  | 'answer'
  /** The other one has given up; we begin another call. */
  | 'begin'
  /** The other one has given up, and will begin another call. */
  | 'wait'
  /** It belongs to a call that is over. */
  | 'drop'

/**
 * Tells what is said of this call from what is said of an earlier one.
 *
 * @param begins whether we are the one who begins the calls.
 * @param call the number of the newest call that we know; 0: none yet.
 */
export function signalAction(begins: boolean, call: number, data: DirectMessage): Turn {
  if (data.type === 'end') {
    // Whatever call it was: our newest offer may have been lost on the way to somebody who was away.
    if (begins) return 'begin'
    return data.call === call ? 'wait' : 'drop'
  }
  if (data.call === call) return 'pass'
  const opens = data.type === 'description' && data.description.type === 'offer'
  return !begins && opens && data.call > call ? 'answer' : 'drop'
}
