import type { types } from 'mediasoup'
import type { RoomRouter } from './RoomRouter.ts'

/** The two ends of one track's pipe. */
interface Pipe {
  /** At the worker to which the track is sent; it takes what crosses. */
  readonly near: types.Consumer
  /** At the other worker, where it is watched. */
  readonly far: types.Producer
}

interface Piped {
  readonly pipe: Promise<Pipe>
  users: number
  flowing: boolean
}

/**
 * The tracks that cross from the worker to which they are sent to others, each once to each of these, as long as somebody
 * there receives it. A pipe carries all layers that the sender sends, so that whoever is at its end can choose; while
 * nobody there watches any, it carries nothing.
 */
export class PipedTracks {
  /** By the far router, then by the producer's id. */
  readonly #piped = new Map<RoomRouter, Map<string, Piped>>()

  /**
   * The same track at another router. Whoever gets it calls {@link release} once.
   *
   * @throws when either end closes meanwhile; then there is nothing to release.
   */
  async reach(producer: types.Producer, from: RoomRouter, to: RoomRouter): Promise<types.Producer> {
    const there = this.#piped.get(to) ?? new Map<string, Piped>()
    this.#piped.set(to, there)
    const piped = there.get(producer.id) ?? this.#lay(producer, from, to, there)
    piped.users += 1
    try {
      const { far } = await piped.pipe
      return far
    } catch (error) {
      piped.users -= 1
      throw error
    }
  }

  release(producerId: string, to: RoomRouter): void {
    const piped = this.#piped.get(to)?.get(producerId)
    if (piped === undefined) return
    piped.users -= 1
    if (piped.users > 0) return
    this.#piped.get(to)?.delete(producerId)
    // A pipe that could not be laid needs not be taken up.
    piped.pipe.then(({ near }) => near.close()).catch(() => undefined)
  }

  /** Lets a track cross, or keeps it from doing so, as somebody at the far end watches it or nobody does. */
  setFlowing(producerId: string, to: RoomRouter, flowing: boolean): void {
    const piped = this.#piped.get(to)?.get(producerId)
    if (piped === undefined || piped.flowing === flowing) return
    piped.flowing = flowing
    this.#follow(piped)
  }

  /** A router has closed, and all pipes that ended there. */
  forget(router: RoomRouter): void {
    this.#piped.delete(router)
  }

  #lay(producer: types.Producer, from: RoomRouter, to: RoomRouter, there: Map<string, Piped>): Piped {
    const piped: Piped = { pipe: connect(producer, from, to), users: 0, flowing: true }
    there.set(producer.id, piped)
    const forget = () => {
      if (there.get(producer.id) === piped) there.delete(producer.id)
    }
    piped.pipe.then(({ far }) => far.observer.once('close', forget)).catch(forget)
    return piped
  }

  #follow({ pipe, flowing }: Piped): void {
    // A pipe whose ends close meanwhile needs neither.
    pipe.then(({ near }) => (flowing ? near.resume() : near.pause())).catch(() => undefined)
  }
}

async function connect(producer: types.Producer, from: RoomRouter, to: RoomRouter): Promise<Pipe> {
  const { pipeConsumer, pipeProducer } = await from.router.pipeToRouter({
    producerId: producer.id,
    router: to.router,
    enableSctp: false,
    // Both ends are on this computer, and yet a burst may find a socket's memory full.
    enableRtx: true,
  })
  if (pipeConsumer === undefined || pipeProducer === undefined) throw new Error('Nothing was piped.')
  return { near: pipeConsumer, far: pipeProducer }
}
