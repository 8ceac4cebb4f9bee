import { Device, type types } from 'mediasoup-client'
import type { RtpCapabilities } from '../../../../protocol/wire/media/media.ts'
import type { MethodInput, MethodResult } from '../../../../room/methods.ts'
import type { SignalingClient } from '../../connection/SignalingClient.ts'

type Request = SignalingClient['request']
export type CheckWish = MethodInput<'check.open'>

/** ICE asks several times within this; a way that is not found then is blocked or worse than none. */
const CONNECT_WITHIN_MS = 8000
/** The speeding up at the beginning is not the speed. */
const SETTLE_MS = 700
const MEASURE_MS = 2300
const PIECE = new Uint8Array(8 * 1024)
const EVERY_MS = 20
/** Enough to keep the way busy, and little to be thrown away at the end. */
const MOST_BUFFERED = 128 * 1024

/** No way to the host was found. */
export class RouteBlockedError extends Error {}

/** Learns what this browser can do. @throws where it has no WebRTC. */
export async function checkDevice(capabilities: RtpCapabilities): Promise<Device> {
  const device = await Device.factory()
  await device.load({ routerRtpCapabilities: capabilities as types.RtpCapabilities })
  return device
}

/** Our end of a transport that finds out how media gets through to the host: see `check.open`. */
export class CheckTransport {
  /** Where the host listens for it. */
  readonly port: number
  readonly #request: Request
  readonly #transport: types.Transport
  readonly #channel: types.DataProducer | types.DataConsumer

  private constructor(
    request: Request,
    port: number,
    transport: types.Transport,
    channel: types.DataProducer | types.DataConsumer,
  ) {
    this.#request = request
    this.port = port
    this.#transport = transport
    this.#channel = channel
  }

  /**
   * Connects by one protocol. Resolves once data has gone both ways.
   *
   * @throws RouteBlockedError; ProtocolError where the host refuses; Error when stopped.
   */
  static async open(
    device: Device,
    request: Request,
    wish: CheckWish,
    signal: AbortSignal,
  ): Promise<CheckTransport> {
    const opened = await request('check.open', wish)
    signal.throwIfAborted()
    const transport = makeTransport(device, opened, wish)
    transport.on('connect', ({ dtlsParameters }, connected, failed) => {
      request('check.connect', {
        dtlsParameters: dtlsParameters as MethodInput<'check.connect'>['dtlsParameters'],
      }).then(connected, failed)
    })
    transport.on('producedata', (_parameters, produced) => produced({ id: opened.channel.id }))
    const ended = new AbortController()
    try {
      const channel = await openChannel(transport, opened, wish, AbortSignal.any([signal, ended.signal]))
      return new CheckTransport(request, portOf(opened), transport, channel)
    } catch (error) {
      transport.close()
      throw error
    } finally {
      ended.abort()
    }
  }

  /** How long a packet takes to the host and back, in milliseconds; null where the browser does not say. */
  async roundTripMs(): Promise<number | null> {
    for (const stat of (await this.#transport.getStats()).values())
      if (stat.type === 'candidate-pair' && typeof stat.currentRoundTripTime === 'number')
        return stat.currentRoundTripTime * 1000
    return null
  }

  /** How much comes in from the host, in bits per second. For a transport that receives. */
  async measureDown(pause: (ms: number) => Promise<void>): Promise<number> {
    let bytes = 0
    if (!('dataProducerId' in this.#channel)) return 0
    this.#channel.on('message', (data: unknown) => {
      if (data instanceof ArrayBuffer) bytes += data.byteLength
      else if (data instanceof Blob) bytes += data.size
    })
    await this.#request('check.fill', {})
    await pause(SETTLE_MS)
    const [before, from] = [bytes, performance.now()]
    await pause(MEASURE_MS)
    return ((bytes - before) * 8000) / (performance.now() - from)
  }

  /** How much gets through to the host, in bits per second, up to `most`. For a transport that sends. */
  async measureUp(most: number, pause: (ms: number) => Promise<void>): Promise<number> {
    const channel = this.#channel
    if ('dataProducerId' in channel) return 0
    let sent = 0
    const startedAt = performance.now()
    const timer = setInterval(() => {
      const allowed = (most / 8000) * (performance.now() - startedAt)
      while (sent < allowed && channel.bufferedAmount < MOST_BUFFERED && channel.readyState === 'open') {
        channel.send(PIECE)
        sent += PIECE.byteLength
      }
    }, EVERY_MS)
    try {
      await pause(SETTLE_MS)
      const before = await this.#request('check.count', {})
      await pause(MEASURE_MS)
      const after = await this.#request('check.count', {})
      return ((after.bytes - before.bytes) * 8000) / (after.atMs - before.atMs)
    } finally {
      clearInterval(timer)
    }
  }

  close(): void {
    this.#transport.close()
    // The host ends it by itself as well.
    this.#request('check.close', {}).catch(() => undefined)
  }
}

function makeTransport(
  device: Device,
  { transport }: MethodResult<'check.open'>,
  { direction }: CheckWish,
): types.Transport {
  // The library's types are narrower than the wire's; the host's schema has read them.
  const options = transport as types.TransportOptions
  return direction === 'send' ? device.createSendTransport(options) : device.createRecvTransport(options)
}

async function openChannel(
  transport: types.Transport,
  { channel }: MethodResult<'check.open'>,
  { direction }: CheckWish,
  signal: AbortSignal,
): Promise<types.DataProducer | types.DataConsumer> {
  const made =
    direction === 'send'
      ? await transport.produceData({ ordered: true })
      : await transport.consumeData({
          id: channel.id,
          dataProducerId: channel.dataProducerId,
          sctpStreamParameters: { streamId: channel.streamId, ordered: true },
        })
  await new Promise<void>((resolve, reject) => {
    const blocked = () => reject(new RouteBlockedError())
    const timer = setTimeout(blocked, CONNECT_WITHIN_MS)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      reject(new Error('Stopped.'))
    })
    transport.on('connectionstatechange', (state) => {
      if (state === 'failed') blocked()
    })
    if (made.readyState === 'open') resolve()
    else if ('dataProducerId' in made) made.on('open', resolve)
    else made.on('open', resolve)
  })
  return made
}

function portOf({ transport }: MethodResult<'check.open'>): number {
  return transport.iceCandidates[0]?.port ?? 0
}
