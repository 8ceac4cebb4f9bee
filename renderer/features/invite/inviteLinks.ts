import { type HostEndpoint, isIPv6Base } from '../../../protocol/hostEndpoint.ts'
import { formatInviteLink } from '../../../protocol/inviteLink.ts'
import type { HostingState } from '../../../protocol/ipc/ipc.ts'
import type { RoomName } from '../../../protocol/names.ts'

/** Whom a link is for: by what they reach the host. `known`: by what we reach somebody else's, whatever that is. */
export type InviteFor = HostEndpoint['over'] | 'otherLan' | 'ipv6' | 'known' | 'ownComputer'

/** One link for all that a browser can open: it opens the address that the link begins with, and only the app tries the others. */
export interface InviteLink {
  readonly link: string
  /** Where a browser goes with it. */
  readonly base: string
  /** The address that it begins with, as a person tells it from another: `192.168.1.20`. */
  readonly host: string
  readonly forWhom: InviteFor
}

export interface InviteLinks {
  /** For everybody on this network: the likeliest to work. */
  readonly first: InviteLink
  /** For people elsewhere, where a way leads here from the internet. */
  readonly outside: readonly InviteLink[]
  /** By further adapters of this computer, the likeliest first. */
  readonly further: readonly InviteLink[]
  readonly hosting: boolean
}

export interface InviteParams {
  /** The host of the meeting, as we reach it. */
  readonly base: string
  readonly room: RoomName
  /** Of the host's certificate, where we know it. */
  readonly fingerprint: string | null
  /** Its other addresses, where we know any. */
  readonly others?: readonly string[]
  readonly hosting: HostingState
}

/**
 * The links that bring others here. Each has all addresses of the host for the app. A host knows all its addresses; a guest
 * passes on the one that works, and those of the link that led here.
 */
export function inviteLinks({ base, room, fingerprint, others = [], hosting }: InviteParams): InviteLinks {
  if (hosting.state !== 'running' || hosting.base !== base) {
    const link = formatInviteLink({ base, room, fingerprint, others })
    return { first: entry(base, link, 'known'), outside: [], further: [], hosting: false }
  }
  const own = { room, fingerprint: hosting.fingerprint }
  const links = hosting.places.map((place, index) => {
    const rest = hosting.places.filter((other) => other !== place).map((other) => other.base)
    const link = formatInviteLink({ ...own, base: place.base, others: rest })
    return entry(place.base, link, forWhom(place, hosting.places.slice(0, index)))
  })
  const alone = entry(hosting.base, formatInviteLink({ ...own, base: hosting.base }), 'ownComputer')
  const [first = alone, ...further] = links.filter((one) => one.forWhom !== 'outside')
  return { first, outside: links.filter((one) => one.forWhom === 'outside'), further, hosting: true }
}

/** @param before the places that are likelier to work. */
function forWhom({ base, over }: HostEndpoint, before: readonly HostEndpoint[]): InviteFor {
  // On a network with IPv6 alone nobody has to choose.
  if (over !== 'lan' || !before.some((other) => other.over === 'lan')) return over
  return isIPv6Base(base) ? 'ipv6' : 'otherLan'
}

function entry(base: string, link: string, whom: InviteFor): InviteLink {
  return { link, base, host: new URL(base).hostname, forWhom: whom }
}
