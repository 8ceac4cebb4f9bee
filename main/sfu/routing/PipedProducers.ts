import type { types } from 'mediasoup'
import type { RoomRouter } from './RoomRouter.ts'
import { type Crossing, RouterPipe } from './RouterPipe.ts'
import { unlessClosed } from './unlessClosed.ts'

interface Piped {
  readonly crossing: Promise<Crossing>
  users: number
  flowing: boolean
}

/**
 * The tracks that cross from the worker to which they are sent to others, each once to each of these, as long as somebody
 * there receives it. All layers cross that the sender sends, so that whoever is at the end can choose; while nobody
 * there watches any, nothing does.
 */
export class PipedProducers {
  /** By the far router, then by the near one. */
  readonly #pipes = new Map<RoomRouter, Map<RoomRouter, Promise<RouterPipe>>>()
  /** By the far router, then by the producer's id. */
  readonly #piped = new Map<RoomRouter, Map<string, Piped>>()

  /**
   * The same track at another router. Whoever gets it calls {@link release} once.
   *
   * @throws when either end closes meanwhile; then there is nothing to release.
   */
  async reach(producer: types.Producer, from: RoomRouter, to: RoomRouter): Promise<types.Producer> {
    const there = placeIn(this.#piped, to)
    const piped = there.get(producer.id) ?? this.#begin(producer, from, to, there)
    piped.users += 1
    const { far } = await piped.crossing
    return far
  }

  release(producerId: string, to: RoomRouter): void {
    const piped = this.#piped.get(to)?.get(producerId)
    if (piped === undefined) return
    piped.users -= 1
    if (piped.users > 0) return
    this.#piped.get(to)?.delete(producerId)
    // What could not cross needs not be ended.
    piped.crossing.then(
      ({ near }) => near.close(),
      () => undefined,
    )
  }

  /** Lets a track cross, or keeps it from doing so, as somebody at the far end watches it or nobody does. */
  setFlowing(producerId: string, to: RoomRouter, flowing: boolean): void {
    const piped = this.#piped.get(to)?.get(producerId)
    if (piped === undefined || piped.flowing === flowing) return
    piped.flowing = flowing
    const { log } = to.worker
    piped.crossing.then(
      ({ near }) => {
        const doing = flowing ? 'resuming a pipe' : 'pausing a pipe'
        ;(flowing ? near.resume() : near.pause()).catch(unlessClosed(near, log, doing, { consumer: near.id }))
      },
      // What could not cross needs neither.
      () => undefined,
    )
  }

  /** A router has closed, and all pipes that ended there. */
  forget(router: RoomRouter): void {
    this.#piped.delete(router)
    this.#pipes.delete(router)
  }

  #begin(producer: types.Producer, from: RoomRouter, to: RoomRouter, there: Map<string, Piped>): Piped {
    const crossing = this.#pipe(from, to).then((pipe) => pipe.carry(producer))
    const piped: Piped = { crossing, users: 0, flowing: true }
    there.set(producer.id, piped)
    const forget = () => {
      if (there.get(producer.id) === piped) there.delete(producer.id)
    }
    crossing.then(
      ({ far }) => far.observer.once('close', forget),
      (error: unknown) => {
        forget()
        const owners = [producer, from.router, to.router]
        unlessClosed(owners, to.worker.log, 'piping a track', { producer: producer.id })(error)
      },
    )
    return piped
  }

  /** The way between two routers, which is laid with the first track that takes it. */
  #pipe(from: RoomRouter, to: RoomRouter): Promise<RouterPipe> {
    const there = placeIn(this.#pipes, to)
    const known = there.get(from)
    if (known !== undefined) return known
    const laying = RouterPipe.lay(from, to)
    there.set(from, laying)
    const forget = () => {
      if (there.get(from) === laying) there.delete(from)
    }
    // What went wrong is told of the track that was to cross.
    laying.then((pipe) => pipe.onClose(forget), forget)
    return laying
  }
}

function placeIn<K, V>(places: Map<RoomRouter, Map<K, V>>, to: RoomRouter): Map<K, V> {
  const place = places.get(to) ?? new Map<K, V>()
  places.set(to, place)
  return place
}
