import { detectDevice, Device, type types } from 'mediasoup-client'
import { Chrome111 } from 'mediasoup-client/handlers/Chrome111'
import type { RtpCapabilities } from '../../../protocol/media.ts'

type Handlers = ReturnType<typeof Chrome111.createFactory>
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

/** The library's own for Chromium, which asks the browser anew for each device, and for one direction after the other. */
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
  return { ...own, getNativeRtpCapabilities }
}
