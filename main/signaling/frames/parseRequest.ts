import { type ErrorCode, errors } from '../../../protocol/wire/errors.ts'
import { type RequestFrame, type RequestId, requestSchema } from '../../../protocol/wire/frames.ts'
import { exceedsDepth } from './exceedsDepth.ts'
import { safeParse } from './safeParse.ts'

export type ReadRequest =
  | { readonly ok: true; readonly request: RequestFrame }
  | { readonly ok: false; readonly id: RequestId | null; readonly code: ErrorCode; readonly message: string }

/** Reads one frame of a client. A frame that is no request keeps its id where it has a usable one. */
export function parseRequest(text: string): ReadRequest {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refusal(null, 'parse_error')
  }
  const parsed = safeParse(requestSchema, value)
  if (parsed.success && !exceedsDepth(value)) return { ok: true, request: parsed.data }
  const id = safeParse(
    requestSchema.shape.id,
    typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined,
  )
  return refusal(id.success ? id.data : null, 'bad_frame')
}

function refusal(id: RequestId | null, code: ErrorCode): ReadRequest {
  return { ok: false, id, code, message: errors[code].message }
}
