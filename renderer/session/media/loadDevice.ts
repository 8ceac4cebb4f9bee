import { detectDevice, Device, ortc, type types } from 'mediasoup-client'
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111'
import type { RtpCapabilities } from '../../../protocol/media.ts'

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
export function learnBrowser(): void {
  if (detectDevice() !== 'Chrome111') return
  const asking = handlers()
  for (const direction of ['recvonly', 'sendonly'] as const)
    asking.getNativeRtpCapabilities({ direction }).catch(() => undefined)
}

/** What this browser and a host can do together. @throws where the browser cannot do WebRTC at all. */
export async function loadDevice(routerRtpCapabilities: RtpCapabilities): Promise<Device> {
  learnBrowser()
  const device =
    detectDevice() === 'Chrome111' ? new Device({ handlerFactory: handlers() }) : await Device.factory()
  await device.load({ routerRtpCapabilities: routerRtpCapabilities as types.RtpCapabilities })
  return device
}

/**
 * The library's own for Chromium, but for two things that make somebody wait: it asks the browser anew for each device, for
 * one direction after the other, and it gives probes a session description of their own ({@link withProbes}).
 */
function handlers(): Handlers {
  const own = Chrome111.createFactory({})
  const getNativeRtpCapabilities: Handlers['getNativeRtpCapabilities'] = (options) => {
    const { direction } = options
    const asked = known.get(direction) ?? own.getNativeRtpCapabilities(options)
    known.set(direction, asked)
    // What failed may succeed another time.
    asked.catch(() => known.delete(direction))
    return asked
  }
  return { ...own, getNativeRtpCapabilities, factory: (options) => withProbes(own.factory(options)) }
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
