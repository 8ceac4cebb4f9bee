import type { Stop } from '../../../protocol/hostProcess/shutdown.ts'

// Looked at by hand: the supervisor's process stays small by loading no library.

/** Marks the host's process in its environment: which port to take again; empty the first time. */
export const SUPERVISED = 'HEARTH_SUPERVISED'

/** The host answers, on this port. */
export interface Running {
  readonly type: 'running'
  readonly port: number
  /** Whether SIGHUP tells it to read its certificate anew. */
  readonly takesHangup: boolean
}

/** The host is to stop, and how. */
export interface StopOrder {
  readonly type: 'stop'
  readonly how: Stop
}

/** Asks the host for a sign of life, which it answers with {@link pong}. */
export const ping = { type: 'ping' } as const
export const pong = { type: 'pong' } as const

export function isPing(data: unknown): boolean {
  return hasType(data, 'ping')
}

export function isPong(data: unknown): boolean {
  return hasType(data, 'pong')
}

export function isRunning(data: unknown): data is Running {
  if (!hasType(data, 'running') || !('port' in data && 'takesHangup' in data)) return false
  return Number.isInteger(data.port) && typeof data.takesHangup === 'boolean'
}

export function isStopOrder(data: unknown): data is StopOrder {
  return hasType(data, 'stop') && 'how' in data && (data.how === 'ended' || data.how === 'restarting')
}

function hasType(data: unknown, type: string): data is object {
  return typeof data === 'object' && data !== null && 'type' in data && data.type === type
}
