import type { PeerId } from '../../../protocol/ids.ts'
import type { Role } from '../../../protocol/roles.ts'
import type { RoomState } from '../../../room/features.ts'
import { peerOf } from '../../../room/membership.ts'
import { hasRight, outranks } from '../../../room/rights.ts'
import { tracksFrom } from '../../../room/tracks.ts'

/** The roles that one person can give another. `host` is not given but handed over. */
export type GivenRole = Exclude<Role, 'host'>

/** What can be done to a person. Each is carried out by `usePeople`; here stands only which are allowed. */
export type PersonAction =
  | { readonly kind: 'mute'; readonly source: 'microphone' | 'camera' | 'screen' }
  | { readonly kind: 'lowerHand' }
  | { readonly kind: 'message' }
  | { readonly kind: 'setRole'; readonly role: GivenRole }
  | { readonly kind: 'handOver' }
  | { readonly kind: 'remove' }

const givenRoles: readonly GivenRole[] = ['cohost', 'presenter', 'attendee']

/**
 * What `self` may do to `target` now, by the same table of rights that the host asks. What is missing here has
 * no button, so a button and a right cannot disagree.
 */
export function personActions(room: RoomState, self: PeerId, target: PeerId): PersonAction[] {
  const [actor, person] = [peerOf(room, self), peerOf(room, target)]
  if (actor === undefined || person === undefined || self === target) return []
  const above = outranks(actor.role, person.role)
  const rules = above && person.owner !== true
  const actions: PersonAction[] = []
  if (hasRight(actor.role, 'chat.send')) actions.push({ kind: 'message' })
  if (above && hasRight(actor.role, 'moderation.mute')) {
    for (const source of ['microphone', 'camera', 'screen'] as const) {
      if (tracksFrom(room, target, source).some((track) => !track.muted))
        actions.push({ kind: 'mute', source })
    }
    if (room.hands.raised.includes(target)) actions.push({ kind: 'lowerHand' })
  }
  if (rules && hasRight(actor.role, 'roles.set')) {
    for (const role of givenRoles) {
      if (role !== person.role && outranks(actor.role, role)) actions.push({ kind: 'setRole', role })
    }
  }
  const keepsLead = actor.owner === true && person.owner !== true
  const reachable = !room.presence.away.includes(target)
  if (reachable && !keepsLead && hasRight(actor.role, 'roles.handOver')) actions.push({ kind: 'handOver' })
  if (rules && hasRight(actor.role, 'moderation.remove')) actions.push({ kind: 'remove' })
  return actions
}
