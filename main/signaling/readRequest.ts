import { type ErrorCode, errors } from '../../protocol/errors.ts'
import { type RequestFrame, type RequestId, requestSchema } from '../../protocol/frames.ts'
import { nestedTooDeep } from './nestedTooDeep.ts'
import { readSafely } from './readSafely.ts'

export type ReadRequest =
  | { readonly ok: true; readonly request: RequestFrame }
  | { readonly ok: false; readonly id: RequestId | null; readonly code: ErrorCode; readonly message: string }

/** Reads one frame of a client. A frame that is no request keeps its id where it has a usable one. */
export function readRequest(text: string): ReadRequest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refusal(null, 'parse_error')
  }
  const parsed = readSafely(requestSchema, value)
  if (parsed.success && !nestedTooDeep(value)) return { ok: true, request: parsed.data }
  const id = readSafely(
    requestSchema.shape.id,
    typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined,
  )
  return refusal(id.success ? id.data : null, 'bad_frame')
}

function refusal(id: RequestId | null, code: ErrorCode): ReadRequest {
  return { ok: false, id, code, message: errors[code].message }
}
