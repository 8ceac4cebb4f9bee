import { type AskedPermission, askedPermissions } from './askedPermissions.ts'
import type { CaptureScope } from './CaptureScope.ts'

/**
 * Opens devices that answer in time. A question to the person that is still open is no fault of a device: its time does not count.
 *
 * @param limitMs how long the devices may take.
 * @param onAsking called where the person has not answered within that time.
 * @throws DOMException `TimeoutError` where a device does not answer; what comes of it later is stopped.
 */
export async function captureWithin(
  scope: CaptureScope,
  constraints: MediaStreamConstraints,
  limitMs: number,
  onAsking: () => void,
): Promise<MediaStream> {
  const asked = scope.capture(() => getUserMedia(constraints))
  for (;;) {
    const stream = await Promise.race([asked, after(limitMs)])
    if (stream !== null) return stream
    const open = await askedPermissions(constraints)
    if (open.length === 0) break
    onAsking()
    await Promise.race([asked, answered(open)])
  }
  asked.then(stopAll, () => undefined)
  throw new DOMException('The device does not answer.', 'TimeoutError')
}

async function getUserMedia(constraints: MediaStreamConstraints): Promise<MediaStream> {
  // Browsers hide the devices from pages that came over plain http.
  if (navigator.mediaDevices === undefined) throw new DOMException('', 'SecurityError')
  return navigator.mediaDevices.getUserMedia(constraints)
}

function answered(open: readonly AskedPermission[]): Promise<unknown> {
  return Promise.race(open.map((one) => one.answered))
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms))
}

function stopAll(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop()
}
