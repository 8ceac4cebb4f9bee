import { detectDevice, Device, ortc, type types } from 'mediasoup-client'
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111'
import type { RtpCapabilities } from '../../../../protocol/wire/media/media.ts'
import { keepTuning, SdpTuning, tuneReceiving } from '../loss/SdpTuning.ts'
import { repeatedPayloadType } from '../loss/answerSdp.ts'

type Handlers = ReturnType<typeof Chrome111.createFactory>
type Handler = ReturnType<Handlers['factory']>
type Native = ReturnType<Handlers['getNativeRtpCapabilities']>

/** By direction: what this browser can do by itself. It stays the same for as long as the page is open. */
const known = new Map<string, Native>()

/**
 * Finds out what this browser can send and receive, which takes it some tens of milliseconds, so that {@link loadDevice}
 * need not do it when somebody waits. Opens no device and no connection. Where nothing can be found out ahead, it does
 * nothing.
 */
export function preloadCapabilities(): void {
  if (detectDevice() !== 'Chrome111') return
  const asking = handlers(null)
  for (const direction of ['recvonly', 'sendonly'] as const)
    asking.getNativeRtpCapabilities({ direction }).catch(() => undefined)
}

/** What this browser and a host can do together. @throws where the browser cannot do WebRTC at all. */
export async function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<Device> {
  preloadCapabilities()
  const tuned = detectDevice() === 'Chrome111'
  const { codecs, headerExtensions } = routerRtpCapabilities
  const red = codecs.some(({ mimeType }) => mimeType === RED)
  const opus = codecs.find(({ mimeType }) => mimeType === 'audio/opus')?.preferredPayloadType
  const repeatable = (red ? opus : null) ?? null
  const device = tuned ? new Device({ handlerFactory: handlers(repeatable) }) : await Device.factory()
  // Elsewhere nobody would tell the browser what that repeats.
  const understood = tuned ? codecs : codecs.filter(({ mimeType }) => mimeType !== RED)
  const offered = { codecs: understood, headerExtensions } as types.RtpCapabilities
  await device.load({ routerRtpCapabilities: offered })
  return device
}

/** Sound whose packets carry the ones before again (RFC 2198). */
const RED = 'audio/red'

/**
 * The library's own for Chromium, but for two things that make somebody wait: it asks the browser anew for each device, for
 * one direction after the other, and it gives probes a session description of their own ({@link withProbes}). And it does
 * without RED.
 *
 * @param repeatable the number of Opus on the host, which takes it repeated as well; null: it does not.
 */
function handlers(repeatable: number | null): Handlers {
  const own = Chrome111.createFactory({})
  const getNativeRtpCapabilities: Handlers['getNativeRtpCapabilities'] = (options) => {
    const { direction } = options
    const asked = known.get(direction) ?? withoutNumbers(own.getNativeRtpCapabilities(options))
    known.set(direction, asked)
    // What failed may succeed another time.
    asked.catch(() => known.delete(direction))
    return asked
  }
  const factory: Handlers['factory'] = (options) => {
    const handler = own.factory(options)
    const connection: unknown = Reflect.get(handler, '_pc')
    if (!(connection instanceof RTCPeerConnection)) throw new Error('The library has another form.')
    if (options.direction === 'send') return withTuning(handler, connection, repeatable)
    tuneReceiving(connection)
    return withProbes(handler)
  }
  return { ...own, getNativeRtpCapabilities, factory }
}

/** What RED repeats is told by the browser's own numbers, which say nothing elsewhere. */
async function withoutNumbers(native: Native): Native {
  const { codecs = [], ...rest } = await native
  return {
    ...rest,
    codecs: codecs.map((codec) =>
      codec.mimeType.toLowerCase() === RED ? { ...codec, parameters: {} } : codec,
    ),
  }
}

/** Lets what is sent be tuned; and while the library offers hosts a sound's first codec alone, this one offers to repeat it as well. */
function withTuning(handler: Handler, connection: RTCPeerConnection, repeatable: number | null): Handler {
  const tuning = new SdpTuning(connection)
  const send: Handler['send'] = handler.send.bind(handler)
  handler.send = async (wanted) => {
    const sent = await send(wanted)
    if (sent.rtpSender !== undefined) keepTuning(sent.rtpSender, tuning)
    const [first] = sent.rtpParameters.codecs
    // What is repeated is named by our number, in packets that nobody on the way reads.
    if (wanted.track.kind !== 'audio' || repeatable === null || first?.payloadType !== repeatable) return sent
    const payloadType = repeatedPayloadType(connection.localDescription?.sdp ?? '', sent.localId)
    if (payloadType === null) return sent
    const repeated = { mimeType: RED, payloadType, clockRate: 48_000, channels: 2, parameters: {} }
    const { codecs } = sent.rtpParameters
    return { ...sent, rtpParameters: { ...sent.rtpParameters, codecs: [...codecs, repeated] } }
  }
  return handler
}

/** As the library names what takes the probes that find out how much gets through. */
const PROBATOR = 'probator'

/**
 * Behind the first pictures the library makes room for probes, in a pass of its own, which keeps Chromium from connecting until it
 * is through: here that room is made in the same pass.
 */
function withProbes(handler: Handler): Handler {
  const receive: Handler['receive'] = handler.receive.bind(handler)
  let made = false
  handler.receive = async (wanted) => {
    if (made && wanted.every(({ trackId }) => trackId === PROBATOR)) return []
    const picture = made ? undefined : wanted.find(({ kind }) => kind === 'video')
    if (picture === undefined) return receive(wanted)
    const rtpParameters = ortc.generateProbatorRtpParameters(picture.rtpParameters)
    const received = await receive([...wanted, { trackId: PROBATOR, kind: 'video', rtpParameters }])
    made = true
    return received.slice(0, wanted.length)
  }
  return handler
}
