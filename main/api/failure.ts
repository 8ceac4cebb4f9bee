import type { z } from 'zod'
import type { restErrorSchema } from '../../protocol/rest.ts'

/** An error as HTTP answers it: a stable code for programs, a sentence for people. */
export function failure(code: string, message: string): z.infer<typeof restErrorSchema> {
  return { error: { code, message } }
}
