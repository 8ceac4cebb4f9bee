import { z } from 'zod'
import { type ErrorCode, errors } from './errors.ts'

/** The wire is JSON-RPC 2.0 in WebSocket text frames; see docs/protocol.md. */
const version = z.literal('2.0')
const requestId = z.union([
  z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER),
  z.string().min(1).max(64),
])
export type RequestId = z.infer<typeof requestId>

/** What a client sends. Every frame of a client is a request: each gets exactly one answer. */
export const requestSchema = z.strictObject({
  jsonrpc: version,
  id: requestId,
  method: z.string().min(1).max(64),
  params: z.record(z.string(), z.unknown()).default({}),
})
export type RequestFrame = z.infer<typeof requestSchema>

const errorCodes = Object.keys(errors) as [ErrorCode, ...ErrorCode[]]

const successSchema = z.object({ jsonrpc: version, id: requestId, result: z.record(z.string(), z.unknown()) })
const failureSchema = z.object({
  jsonrpc: version,
  id: requestId.nullable(),
  error: z.object({
    code: z.number().int(),
    message: z.string(),
    // A newer host may know codes that this client does not: those read as `internal`.
    data: z.looseObject({ code: z.enum(errorCodes).catch('internal') }).catch({ code: 'internal' }),
  }),
})
const notificationSchema = z.object({
  jsonrpc: version,
  method: z.string(),
  params: z.record(z.string(), z.unknown()),
})

/** What a host sends: an answer to a request, or news. */
export const hostFrameSchema = z.union([successSchema, failureSchema, notificationSchema])
export type HostFrame = z.infer<typeof hostFrameSchema>

export function successFrame(id: RequestId, result: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, result })
}

/** `id` is null where the frame was so broken that it had none (JSON-RPC 2.0 §5). */
export function failureFrame(
  id: RequestId | null,
  code: ErrorCode,
  message: string = errors[code].message,
  details: Readonly<Record<string, unknown>> = {},
): string {
  const error = { code: errors[code].rpc, message, data: { ...details, code } }
  return JSON.stringify({ jsonrpc: '2.0', id, error })
}

export function notificationFrame(method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', method, params })
}

export function requestFrame(id: RequestId, method: string, params: object): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params })
}
