import type { DeviceProblem } from '../localMediaState.ts'

/** What getUserMedia's refusal means (Media Capture and Streams, §10.3). */
export function deviceProblem(error: unknown): DeviceProblem {
  if (!(error instanceof DOMException)) return 'failed'
  switch (error.name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied'
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing'
    case 'NotReadableError':
    case 'AbortError':
      return 'busy'
    case 'TimeoutError':
      return 'noAnswer'
    default:
      return 'failed'
  }
}
