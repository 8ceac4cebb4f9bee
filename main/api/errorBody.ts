import type { z } from 'zod'
import type { restErrorSchema } from '../../protocol/rest/operators.ts'

/** An error as HTTP answers it: a stable code for programs, a sentence for people. */
export function errorBody(code: string, message: string): z.infer<typeof restErrorSchema> {
  return { error: { code, message } }
}
