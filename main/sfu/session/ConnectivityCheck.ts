import type { types } from 'mediasoup'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import { limits } from '../../../protocol/limits.ts'
import type { DtlsParameters } from '../../../protocol/wire/media/media.ts'
import type { MethodParams, MethodResult } from '../../../room/methods.ts'
import { describeTransport } from './describeTransport.ts'
import type { MediaWorker } from '../workers/MediaWorker.ts'
import { mediaCodecs } from '../routing/mediaCodecs.ts'
import type { Actor } from '../workers/RecentActs.ts'
import { withProtocolErrors } from './withProtocolErrors.ts'
import { unlessClosed } from '../routing/unlessClosed.ts'

export type CheckWish = MethodParams<'check.open'>

const STREAM = { streamId: 0, ordered: true } as const
/** What does not get through at once is of no use to a measurement. */
const SEND_BUFFER_BYTES = 128 * 1024
const CONNECTED_WITHIN_MS = 1000
const PIECE = Buffer.alloc(8 * 1024)
const PIECES_EVERY_MS = 20
const PIECES_AT_ONCE = (limits.checkBitrate / 8 / PIECE.length) * (PIECES_EVERY_MS / 1000)

/** What a transport of a check carries: ours to the client, or the client's to us. */
interface Channel {
  readonly id: string
  readonly dataProducerId: string
  readonly fill: types.DataProducer | null
  readonly counted: types.DataProducer | null
}

/**
 * One transport to find out whether and how well media would get through to a client: it has the media's port, its ICE
 * and its DTLS, and carries a data channel. In a router of its own, so that it meets nobody's media.
 */
export class ConnectivityCheck {
  readonly #actor: Actor
  readonly #worker: MediaWorker
  readonly #router: types.Router
  readonly #transport: types.WebRtcTransport
  readonly #channel: Channel
  readonly #protocol: CheckWish['protocol']
  #filling: NodeJS.Timeout | undefined
  #filled = false

  private constructor(
    actor: Actor,
    worker: MediaWorker,
    transport: types.WebRtcTransport,
    router: types.Router,
    channel: Channel,
    protocol: CheckWish['protocol'],
  ) {
    this.#actor = actor
    this.#worker = worker
    this.#router = router
    this.#transport = transport
    this.#channel = channel
    this.#protocol = protocol
  }

  /**
   * Opens it on a worker; whoever opens it closes it.
   *
   * @param cameBy the address of ours that the client has reached.
   * @throws where the worker dies meanwhile.
   */
  static async open(
    actor: Actor,
    worker: MediaWorker,
    { protocol, direction }: CheckWish,
    cameBy: string | null = null,
  ): Promise<ConnectivityCheck> {
    const router = await worker.worker.createRouter({ mediaCodecs })
    let transport: types.WebRtcTransport | null = null
    try {
      transport = await worker.listeners.openTransport(router, cameBy, {
        enableUdp: protocol === 'udp',
        enableTcp: protocol === 'tcp',
        enableSctp: true,
        maxSendMessageSize: PIECE.length,
        sctpSendBufferSize: SEND_BUFFER_BYTES,
        sctpPerStreamSendQueueLimit: SEND_BUFFER_BYTES,
      })
      const channel = await (direction === 'recv' ? toClient(router, transport) : fromClient(transport))
      return new ConnectivityCheck(actor, worker, transport, router, channel, protocol)
    } catch (error) {
      transport?.close()
      router.close()
      throw error
    }
  }

  /** @param local whether the client runs on this computer. */
  describe(local: boolean): MethodResult<'check.open'> {
    const described = describeTransport(this.#transport, local, this.#worker)
    const { sctpParameters } = this.#transport
    if (sctpParameters === undefined) throw new ProtocolError('internal')
    const { port, maxSendMessageSize, maxReceiveMessageSize } = sctpParameters
    const { id, dataProducerId } = this.#channel
    return {
      transport: {
        ...described,
        iceCandidates: described.iceCandidates.filter(({ protocol }) => protocol === this.#protocol),
        sctpParameters: { port, maxSendMessageSize, maxReceiveMessageSize },
      },
      channel: { id, dataProducerId, streamId: STREAM.streamId },
    }
  }

  /** @throws ProtocolError `bad_params`, `media_failed`. */
  async connect(dtlsParameters: DtlsParameters): Promise<void> {
    const failed = unlessClosed(this.#transport, this.#worker.log, 'connecting a check', {
      transport: this.#transport.id,
    })
    await withProtocolErrors(failed, () =>
      this.#worker.during(this.#actor, () => this.#transport.connect({ dtlsParameters })),
    )
  }

  /** Begins to send, once; it ends by itself. @throws ProtocolError `no_check` before the connection is up. */
  async fill(): Promise<void> {
    const { fill } = this.#channel
    if (fill === null || this.#filled) throw new ProtocolError('no_check')
    this.#filled = true
    if (!(await this.#connected())) {
      this.#filled = false
      throw new ProtocolError('no_check')
    }
    const endsAt = performance.now() + limits.checkFillMs
    let owed = 0
    this.#filling = setInterval(() => {
      if (performance.now() >= endsAt) return clearInterval(this.#filling)
      // A host that is late does not make up for it: that would be more at once than was promised.
      for (owed += PIECES_AT_ONCE; owed >= 1; owed -= 1) fill.send(PIECE)
    }, PIECES_EVERY_MS)
  }

  /** What has come in from the client. @throws ProtocolError `no_check` where nothing can. */
  async count(): Promise<MethodResult<'check.count'>> {
    const { counted } = this.#channel
    if (counted === null) throw new ProtocolError('no_check')
    const [stat] = await counted.getStats()
    return { bytes: stat?.bytesReceived ?? 0, atMs: performance.now() }
  }

  /** The client may know it before we do, but not by much. */
  #connected(): Promise<boolean> {
    const transport = this.#transport
    if (transport.sctpState === 'connected') return Promise.resolve(true)
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), CONNECTED_WITHIN_MS)
      transport.on('sctpstatechange', (state) => {
        if (state !== 'connected') return
        clearTimeout(timer)
        resolve(true)
      })
    })
  }

  /** Calls back when its worker has died, or the network that it was on has gone. */
  onLost(listener: () => void): void {
    this.#transport.on('routerclose', listener)
    this.#transport.on('listenserverclose', listener)
  }

  close(): void {
    clearInterval(this.#filling)
    // A WebRtcServer keeps what only its router has closed, and with it all who listen to it.
    this.#transport.close()
    this.#router.close()
  }
}

async function toClient(router: types.Router, transport: types.WebRtcTransport): Promise<Channel> {
  const direct = await router.createDirectTransport()
  const fill = await direct.produceData()
  const { id } = await transport.consumeData({ dataProducerId: fill.id, ordered: true })
  return { id, dataProducerId: fill.id, fill, counted: null }
}

async function fromClient(transport: types.WebRtcTransport): Promise<Channel> {
  const counted = await transport.produceData({ sctpStreamParameters: STREAM })
  return { id: counted.id, dataProducerId: counted.id, fill: null, counted }
}
