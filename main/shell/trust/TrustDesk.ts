import { fingerprintWords } from '../../../protocol/fingerprintWords.ts'
import type { TrustAnswer } from '../../../protocol/ipc.ts'
import { type HostAddress, hostAddress } from './hostAddress.ts'
import type { PinStore } from './PinStore.ts'
import type { PresentedCertificate } from './presentedCertificate.ts'

export interface TrustDeskOptions {
  readonly pins: PinStore
  readonly look: (address: HostAddress) => Promise<PresentedCertificate | null>
}

/** Decides whether the app may connect to a host, before anything is sent there. */
export class TrustDesk {
  readonly #options: TrustDeskOptions

  constructor(options: TrustDeskOptions) {
    this.#options = options
  }

  /**
   * @param fingerprint the invite link's, which came from the host by a way that the person trusts; it outranks
   *   an older pin that somebody may have agreed to without comparing.
   */
  async check(base: string, fingerprint: string | null): Promise<TrustAnswer> {
    const address = hostAddress(base)
    const found = address === null ? null : await this.#options.look(address)
    if (address === null || found === null) return { trust: 'unreachable' }
    const { pins } = this.#options
    // A real authority's certificate is renewed every few weeks: a new fingerprint is no alarm there.
    if (found.authorized || pins.isOwn(address.hostname, found.fingerprint)) return { trust: 'trusted' }
    const expected = [fingerprint, pins.pinOf(address.origin)].filter((known) => known !== null)
    const other = expected.find((known) => known !== found.fingerprint)
    if (other !== undefined) return { trust: 'changed', expected: other, found: found.fingerprint }
    if (fingerprint !== null) await pins.pin(address, fingerprint)
    // The same certificate at another port of the same hostname is the same host.
    if (pins.isPinned(address.hostname, found.fingerprint)) return { trust: 'trusted' }
    return { trust: 'unknown', fingerprint: found.fingerprint, words: fingerprintWords(found.fingerprint) }
  }

  /** Remembers what the person agreed to, in place of whatever was known of that host before. */
  async pin(base: string, fingerprint: string): Promise<boolean> {
    const address = hostAddress(base)
    if (address === null) return false
    await this.#options.pins.pin(address, fingerprint)
    return true
  }
}
