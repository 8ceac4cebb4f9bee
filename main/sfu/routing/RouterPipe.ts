import type { types } from 'mediasoup'
import type { RoomRouter } from './RoomRouter.ts'
import { type MediaLog, unlessClosed } from './unlessClosed.ts'

/** A track that crosses. */
export interface Crossing {
  /** At the router to which the track is sent; pausing it keeps the track from crossing. */
  readonly near: types.Consumer
  /** At the other router, for those who receive it there. It is paused and closed with the near end. */
  readonly far: types.Producer
}

/** Both workers run on this computer: what crosses leaves it on no network, and needs no encryption. */
const OPTIONS: types.PipeTransportOptions = {
  listenInfo: { protocol: 'udp', ip: '127.0.0.1' },
  // And yet a burst may find a socket's memory full.
  enableRtx: true,
}

/** The way from one of a room's routers to another. */
export class RouterPipe {
  readonly #near: types.PipeTransport
  readonly #far: types.PipeTransport
  readonly #log: MediaLog

  private constructor(near: types.PipeTransport, far: types.PipeTransport, log: MediaLog) {
    this.#near = near
    this.#far = far
    this.#log = log
    near.observer.once('close', () => far.close())
    far.observer.once('close', () => near.close())
  }

  /** @throws when either worker dies meanwhile. */
  static async lay(from: RoomRouter, to: RoomRouter): Promise<RouterPipe> {
    const near = await from.router.createPipeTransport(OPTIONS)
    try {
      const far = await to.router.createPipeTransport(OPTIONS)
      const pipe = new RouterPipe(near, far, to.worker.log)
      await Promise.all([
        near.connect({ ip: far.tuple.localAddress, port: far.tuple.localPort }),
        far.connect({ ip: near.tuple.localAddress, port: near.tuple.localPort }),
      ])
      return pipe
    } catch (error) {
      near.close()
      throw error
    }
  }

  onClose(listener: () => void): void {
    this.#near.observer.once('close', listener)
    if (this.#near.closed) listener()
  }

  /** Lets a track cross. @throws when it ends meanwhile, or either worker does. */
  async carry(producer: types.Producer): Promise<Crossing> {
    const near = await this.#near.consume({ producerId: producer.id })
    try {
      const { kind, rtpParameters, producerPaused } = near
      const far = await this.#far.produce({ kind, rtpParameters, paused: producerPaused })
      // mediasoup's own pipeToRouter does the same, but leaves a far end that has just closed as an unhandled rejection.
      const failed = unlessClosed([near, far], this.#log, 'following a piped track', { producer: far.id })
      const follow = () =>
        void (near.paused || near.producerPaused ? far.pause() : far.resume()).catch(failed)
      near.observer.on('pause', follow)
      near.observer.on('resume', follow)
      near.observer.once('close', () => far.close())
      far.observer.once('close', () => near.close())
      if (near.closed) throw new Error('The track has ended.')
      // It may have been paused or resumed while the far end was being made.
      if (near.producerPaused !== producerPaused) follow()
      return { near, far }
    } catch (error) {
      near.close()
      throw error
    }
  }
}
