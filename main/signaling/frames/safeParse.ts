import type { z } from 'zod'

export type SafelyRead<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly issues: readonly z.core.$ZodIssue[] }

/**
 * Reads what came from outside by a schema, and never throws. zod compares `length` also where that is neither a
 * text's nor a list's, and JavaScript throws where it is an object that can be made no number: such a value fits as
 * little as any other that does not, only that nobody can say where.
 */
export function safeParse<T>(schema: z.ZodType<T>, value: unknown): SafelyRead<T> {
  try {
    const parsed = schema.safeParse(value)
    return parsed.success ? parsed : { success: false, issues: parsed.error.issues }
  } catch {
    return { success: false, issues: [] }
  }
}
