import type { HostOrigin } from './hostOrigin.ts'
import { isThisComputer, type Pin, type PinStore } from './PinStore.ts'

/** What a link says of the key behind all its addresses. */
export interface LinkClaim {
  readonly fingerprint: string
  /** It comes from an announcement on the network, which anybody can make. */
  readonly announced: boolean
}

export type LinkVerdict =
  /** No pin says otherwise. */
  | { readonly kind: 'fits' }
  /** A pin says otherwise: none of the addresses may be contacted. */
  | { readonly kind: 'contradicts'; readonly pinned: string }
  /** A pin may name what the link names in another way: only its own address can tell. */
  | { readonly kind: 'unclear'; readonly address: HostOrigin }

/**
 * Holds a link against what is known of its addresses, before any is contacted: whoever writes a link chooses the
 * addresses in it, and one of their own would answer with the key that they wrote. A hostname with a pin for another
 * port counts too: it is the name that a person reads.
 */
export function linkAgainstPins(
  pins: PinStore,
  addresses: readonly HostOrigin[],
  claim: LinkClaim,
): LinkVerdict {
  let unclear: HostOrigin | null = null
  for (const address of addresses) {
    const other = contradiction(pins, address, claim)
    if (other === null) continue
    // Older files may name the certificate where the link names the key, or the other way round.
    if (other.origin === address.origin && other.certificate === undefined) unclear ??= address
    else return { kind: 'contradicts', pinned: other.fingerprint }
  }
  return unclear === null ? { kind: 'fits' } : { kind: 'unclear', address: unclear }
}

function contradiction(
  pins: PinStore,
  { origin, hostname }: HostOrigin,
  { fingerprint, announced }: LinkClaim,
): Pin | null {
  if (pins.isOwn(hostname, fingerprint)) return null
  const exact = pins.pinOf(origin)
  const others = isThisComputer(hostname) ? [] : pins.pinsAt(hostname)
  // An invite link outranks what was only announced.
  const known = (exact === null ? others : [exact]).filter((pin) => announced || !pin.announced)
  const fits = known.some((pin) => pin.fingerprint === fingerprint || pin.certificate === fingerprint)
  return fits ? null : (known[0] ?? null)
}
