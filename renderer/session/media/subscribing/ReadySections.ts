import type { types } from 'mediasoup-client'
import { kindOfSlot, slotMids, type Slots } from '../../../../protocol/wire/media/transceiverPool.ts'
import { poolParameters } from './poolParameters.ts'

/** Sections of the description that wait for a track: what the host puts into one needs no description of its own. */
export class ReadySections {
  /** Those that wait, by their MID. */
  readonly #ready = new Map<string, types.Consumer>()
  /** Those that the host counts on and that are not there yet. */
  readonly #missing = new Set<string>()

  /** The host counts on these. */
  promise(slots: Slots): void {
    for (const kind of ['audio', 'video'] as const)
      for (const mid of slotMids(slots, kind)) this.#missing.add(mid)
  }

  /**
   * Makes those of them that are not there yet.
   *
   * @param capabilities of receiving, in the host's numbers.
   * @param mids all, where left out.
   */
  async make(
    transport: types.Transport,
    capabilities: types.RtpCapabilities,
    mids: Iterable<string> = [...this.#missing],
  ): Promise<void> {
    const making = [...mids].map(async (mid) => {
      if (!this.#missing.delete(mid)) return
      const kind = kindOfSlot(mid)
      const rtpParameters = poolParameters(capabilities, kind, mid)
      const options = { id: mid, producerId: mid, kind, rtpParameters, streamId: mid }
      this.#ready.set(mid, await transport.consume(options))
    })
    await Promise.all(making)
  }

  /** @returns what comes in there; undefined where it does not wait. */
  take(mid: string): types.Consumer | undefined {
    const consumer = this.#ready.get(mid)
    this.#ready.delete(mid)
    return consumer
  }
}
