import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import type { IpcParams, TrustAnswer } from '../../../protocol/ipc/ipc.ts'
import { type HostOrigin, hostOrigin } from './hostOrigin.ts'
import { linkAgainstPins } from './linkAgainstPins.ts'
import type { PinStore } from './PinStore.ts'
import type { PresentedCertificate } from './fetchPeerCertificate.ts'

export interface HostVerifierOptions {
  readonly pins: PinStore
  readonly look: (address: HostOrigin, signal: AbortSignal) => Promise<PresentedCertificate | null>
  /** Hosts that an administrator of this computer has named: invite links. */
  readonly managed?: readonly string[]
}

/** One address of a host, with the base that a link has for it. */
interface Place {
  readonly base: string
  readonly address: HostOrigin
  /** The link's own address, whose name a person has read; the others stand where nobody looks. */
  readonly first: boolean
}

type Asked = Omit<IpcParams<'trust.check'>, 'bases'>
type Outcome = { readonly answer: TrustAnswer; readonly place: Place; readonly key: string | null }

/** Decides whether the app may connect to a host, before anything is sent there. */
export class HostVerifier {
  readonly #options: HostVerifierOptions

  constructor(options: HostVerifierOptions) {
    this.#options = options
  }

  /**
   * Asks all addresses of a host at once, and takes the first that answers as the right one. A wrong one counts only
   * where no other is right: an address of one network may be somebody else's in another. A link that contradicts what
   * is known of one of its addresses is refused before any of them is contacted.
   *
   * A fingerprint from an invite link came from the host by a way that the person trusts, and outranks an announced
   * pin. One from an announcement outranks nothing. From a trusted answer on, connections to that address are accepted
   * with the key that was seen, and with no other.
   */
  async check({ bases, ...asked }: IpcParams<'trust.check'>): Promise<TrustAnswer> {
    const { pins } = this.#options
    const { fingerprint, announced } = asked
    let places = placesOf(bases)
    if (fingerprint === null) {
      // Nothing would tell which of several is the host.
      places = places.slice(0, 1)
    } else {
      const addresses = places.map(({ address }) => address)
      const verdict = linkAgainstPins(pins, addresses, { fingerprint, announced })
      if (verdict.kind === 'contradicts')
        return { trust: 'changed', expected: verdict.pinned, found: fingerprint, inLink: true }
      if (verdict.kind === 'unclear') places = places.filter(({ address }) => address === verdict.address)
    }
    const enough = new AbortController()
    const outcomes = places.map((place) => this.#checkOne(place, asked, enough.signal))
    try {
      const { answer, place, key } = await Promise.any(
        outcomes.map(async (outcome) => {
          const { answer, ...rest } = await outcome
          if (answer.trust !== 'trusted') throw new Error(answer.trust)
          return { answer, ...rest }
        }),
      )
      if (key !== null) pins.checked(place.address, key)
      return this.isVouchedFor(place.base) ? { ...answer, vouched: true } : answer
    } catch {
      const all = (await Promise.all(outcomes)).map(({ answer }) => answer)
      const found = (kind: TrustAnswer['trust']) => all.find(({ trust }) => trust === kind)
      return found('changed') ?? found('unknown') ?? { trust: 'unreachable' }
    } finally {
      enough.abort()
    }
  }

  /** Remembers what the person agreed to, in place of whatever was known of that host before. */
  async pin(base: string, fingerprint: string): Promise<boolean> {
    const address = hostOrigin(base)
    if (address === null) return false
    await this.#options.pins.pin(address, fingerprint, { agreed: true })
    return true
  }

  forget(): Promise<void> {
    return this.#options.pins.forgetAll()
  }

  /**
   * Whether more than a link stands behind a host: the person has compared its words, an administrator has named it, or
   * it is the app's own. What such a host offers, the app may pass on.
   */
  isVouchedFor(base: string): boolean {
    const address = hostOrigin(base)
    if (address === null) return false
    const { pins, managed = [] } = this.#options
    const key = pins.expectedKey(address)
    if (key === null) return false
    if (pins.isOwn(address.hostname, key) || pins.pinOf(address.origin)?.agreed === true) return true
    return managed.some((link) => hostOrigin(link)?.origin === address.origin)
  }

  async #checkOne(place: Place, { fingerprint, announced }: Asked, enough: AbortSignal): Promise<Outcome> {
    const { base, address, first } = place
    const found = await this.#options.look(address, enough)
    const say = (answer: TrustAnswer): Outcome => ({ answer, place, key: found?.fingerprint ?? null })
    if (found === null || enough.aborted) return say({ trust: 'unreachable' })
    const { pins } = this.#options
    if (pins.isOwn(address.hostname, found.fingerprint)) return say({ trust: 'trusted', base })
    const pin = pins.pinOf(address.origin)
    const outranked = pin?.announced === true && fingerprint !== null && !announced
    const expected = [fingerprint ?? [], outranked ? [] : (pin?.fingerprint ?? [])].flat()
    const other = expected.find((known) => known !== found.fingerprint && known !== found.certificate)
    // An authority vouches for a name: for one that the person has read, and never against what is pinned for it. Its
    // certificates are renewed every few weeks, often with a new key, so an old link is no alarm there.
    if (found.authorized && pin === null && (first || other === undefined))
      return say({ trust: 'trusted', base })
    if (other !== undefined) return say({ trust: 'changed', expected: other, found: found.fingerprint })
    // What named the certificate is remembered as the key in it, and so outlives the next renewal.
    const seen = { certificate: found.certificate }
    if (fingerprint !== null) await pins.pin(address, found.fingerprint, { announced, ...seen })
    else if (pin !== null)
      await pins.pin(address, found.fingerprint, { announced: pin.announced, agreed: pin.agreed, ...seen })
    // The same key at another port of the same hostname is the same host.
    if (pins.isPinned(address.hostname, found.fingerprint)) return say({ trust: 'trusted', base })
    const words = fingerprintWords(found.fingerprint)
    return say({ trust: 'unknown', fingerprint: found.fingerprint, words })
  }
}

function placesOf(bases: readonly string[]): Place[] {
  return [...new Set(bases)].flatMap((base, index) => {
    const address = hostOrigin(base)
    return address === null ? [] : [{ base, address, first: index === 0 }]
  })
}
