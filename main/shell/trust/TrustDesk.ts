import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import type { IpcParams, TrustAnswer } from '../../../protocol/ipc.ts'
import { type HostAddress, hostAddress } from './hostAddress.ts'
import type { PinStore } from './PinStore.ts'
import type { PresentedCertificate } from './presentedCertificate.ts'

export interface TrustDeskOptions {
  readonly pins: PinStore
  readonly look: (address: HostAddress, signal: AbortSignal) => Promise<PresentedCertificate | null>
}

type Asked = Omit<IpcParams<'trust.check'>, 'bases'>

/** Decides whether the app may connect to a host, before anything is sent there. */
export class TrustDesk {
  readonly #options: TrustDeskOptions

  constructor(options: TrustDeskOptions) {
    this.#options = options
  }

  /**
   * Asks all addresses of a host at once, and takes the first that answers as the right one. A wrong one counts only
   * where no other is right: an address of one network may be somebody else's in another.
   *
   * A fingerprint from an invite link came from the host by a way that the person trusts, and outranks an announced
   * pin. One from an announcement outranks nothing.
   */
  async check({ bases, ...asked }: IpcParams<'trust.check'>): Promise<TrustAnswer> {
    const enough = new AbortController()
    const answers = [...new Set(bases)].map((base) => this.#checkOne(base, asked, enough.signal))
    try {
      return await Promise.any(
        answers.map(async (answer) => {
          const { trust } = await answer
          if (trust !== 'trusted') throw new Error(trust)
          return answer
        }),
      )
    } catch {
      const all = await Promise.all(answers)
      const found = (kind: TrustAnswer['trust']) => all.find(({ trust }) => trust === kind)
      return found('changed') ?? found('unknown') ?? { trust: 'unreachable' }
    } finally {
      enough.abort()
    }
  }

  /** Remembers what the person agreed to, in place of whatever was known of that host before. */
  async pin(base: string, fingerprint: string): Promise<boolean> {
    const address = hostAddress(base)
    if (address === null) return false
    await this.#options.pins.pin(address, fingerprint)
    return true
  }

  forget(): Promise<void> {
    return this.#options.pins.forgetAll()
  }

  async #checkOne(
    base: string,
    { fingerprint, announced }: Asked,
    enough: AbortSignal,
  ): Promise<TrustAnswer> {
    const address = hostAddress(base)
    const found = address === null ? null : await this.#options.look(address, enough)
    if (address === null || found === null || enough.aborted) return { trust: 'unreachable' }
    const { pins } = this.#options
    // A real authority's certificate is renewed every few weeks: a new fingerprint is no alarm there.
    if (found.authorized || pins.isOwn(address.hostname, found.fingerprint)) return { trust: 'trusted', base }
    const pin = pins.pinOf(address.origin)
    const outranked = pin?.announced === true && fingerprint !== null && !announced
    const expected = [fingerprint ?? [], outranked ? [] : (pin?.fingerprint ?? [])].flat()
    const other = expected.find((known) => known !== found.fingerprint && known !== found.certificate)
    if (other !== undefined) return { trust: 'changed', expected: other, found: found.fingerprint }
    // What named the certificate is remembered as the key in it, and so outlives the next renewal.
    if (fingerprint !== null) await pins.pin(address, found.fingerprint, announced)
    else if (pin?.fingerprint === found.certificate) await pins.pin(address, found.fingerprint, pin.announced)
    // The same certificate at another port of the same hostname is the same host.
    if (pins.isPinned(address.hostname, found.fingerprint)) return { trust: 'trusted', base }
    return { trust: 'unknown', fingerprint: found.fingerprint, words: fingerprintWords(found.fingerprint) }
  }
}
