import type { types } from 'mediasoup-client'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { ExpandedConsumer } from './consumerOptions.ts'

/** A track that comes in. Null: the warm-up's silence. */
export interface MadeConsumer {
  readonly track: TrackId | null
  readonly consumer: types.Consumer
}

type Transport = Pick<types.Transport, 'consume'>

/** Pauses before what could not be received is tried again (milliseconds); then it is left. */
const PAUSES_MS = [500, 1500, 4500]

/**
 * Makes consumers of what the host offers, all in one pass of the browser's description. One that it refuses costs only itself,
 * and is tried again.
 */
export class ConsumerMaker {
  readonly #transport: Transport
  readonly #onLate: (made: MadeConsumer) => void
  /** What could not be received and waits for its next try. */
  readonly #waiting = new Map<TrackId, ReturnType<typeof setTimeout>>()

  /** @param onLate told of one that could be made only later. */
  constructor(transport: Transport, onLate: (made: MadeConsumer) => void) {
    this.#transport = transport
    this.#onLate = onLate
  }

  /** @returns those that could be made. Never rejects. */
  async make(offered: readonly ExpandedConsumer[]): Promise<MadeConsumer[]> {
    for (const { track } of offered) if (track !== null) this.#stop(track)
    const made = await this.#try(offered)
    for (const one of offered) if (!made.some(({ track }) => track === one.track)) this.#tryLater(one, 0)
    return made
  }

  /** Nothing of this track is expected any more. */
  forget(gone: (track: TrackId) => boolean): void {
    for (const track of [...this.#waiting.keys()]) if (gone(track)) this.#stop(track)
  }

  close(): void {
    this.forget(() => true)
  }

  async #try(offered: readonly ExpandedConsumer[]): Promise<MadeConsumer[]> {
    const settled = await Promise.allSettled(offered.map(({ options }) => this.#transport.consume(options)))
    const made: MadeConsumer[] = []
    const refused: ExpandedConsumer[] = []
    offered.forEach((one, index) => {
      const outcome = settled[index]
      if (outcome?.status === 'fulfilled') made.push({ track: one.track, consumer: outcome.value })
      else refused.push(one)
    })
    if (offered.length === 1 || refused.length === 0) return made
    // All that were described together were refused together: halves find out which of them it was.
    const middle = Math.ceil(refused.length / 2)
    for (const half of [refused.slice(0, middle), refused.slice(middle)])
      if (half.length > 0) made.push(...(await this.#try(half)))
    return made
  }

  #tryLater(one: ExpandedConsumer, tries: number): void {
    const { track } = one
    const pauseMs = PAUSES_MS[tries]
    if (track === null || pauseMs === undefined) return
    const again = async () => {
      const [made] = await this.#try([one])
      // Offered anew, or gone, while it was tried.
      if (this.#waiting.get(track) !== timer) return made?.consumer.close()
      this.#waiting.delete(track)
      if (made === undefined) this.#tryLater(one, tries + 1)
      else this.#onLate(made)
    }
    const timer = setTimeout(() => void again(), pauseMs)
    this.#waiting.set(track, timer)
  }

  #stop(track: TrackId): void {
    clearTimeout(this.#waiting.get(track))
    this.#waiting.delete(track)
  }
}
