import type { Source } from '../../../protocol/wire/media/media.ts'
import type { Right, Role } from '../../../protocol/roles.ts'
import type { Peer } from '../../../room/peer.ts'
import { outranks } from '../../../room/rights.ts'

/** The roles that one person can give another. `host` is not given but handed over. */
export type GivenRole = Exclude<Role, 'host'>

/** What can be done to a person. Each is carried out by `usePersonActions`; here stands only which are allowed. */
export type PersonAction =
  | { readonly kind: 'mute'; readonly source: 'microphone' | 'camera' | 'screen' }
  | { readonly kind: 'lowerHand' }
  | { readonly kind: 'message' }
  | { readonly kind: 'setRole'; readonly role: GivenRole }
  | { readonly kind: 'handOver' }
  | { readonly kind: 'remove' }

const givenRoles: readonly GivenRole[] = ['cohost', 'presenter', 'attendee']

/** What decides what can be done to somebody. */
export interface PersonFacts extends Pick<Peer, 'role' | 'owner'> {
  readonly self: boolean
  /** The connection is broken: nothing can be handed over. */
  readonly away: boolean
  /** What is sent, and not muted. */
  readonly sends: readonly Source[]
  readonly raised: boolean
}

/**
 * What we may do to a person now, by the same table of rights that the host asks. What is missing here has no button, so a
 * button and a right cannot disagree.
 *
 * @param own ourselves.
 * @param can whether we have a right, at a host that knows what it is for.
 */
export function personActions(
  { self, role, owner, away, sends, raised }: PersonFacts,
  own: Pick<Peer, 'role' | 'owner'>,
  can: (right: Right) => boolean,
): PersonAction[] {
  if (self) return []
  const above = outranks(own.role, role)
  const rules = above && owner !== true
  const actions: PersonAction[] = []
  if (can('chat.send')) actions.push({ kind: 'message' })
  if (above && can('moderation.mute')) {
    for (const source of ['microphone', 'camera', 'screen'] as const)
      if (sends.includes(source)) actions.push({ kind: 'mute', source })
    if (raised) actions.push({ kind: 'lowerHand' })
  }
  if (rules && can('roles.set')) {
    for (const given of givenRoles)
      if (given !== role && outranks(own.role, given)) actions.push({ kind: 'setRole', role: given })
  }
  const keepsLead = own.owner === true && owner !== true
  if (!away && !keepsLead && can('roles.handOver')) actions.push({ kind: 'handOver' })
  if (rules && can('moderation.remove')) actions.push({ kind: 'remove' })
  return actions
}
