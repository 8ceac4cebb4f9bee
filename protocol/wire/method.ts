import type { z } from 'zod'
import type { Right } from '../roles.ts'

/** How often one session may call a method: a bucket of `burst` calls that refills by `perSecond`. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/**
 * When a method may be called: `session` from the first frame on, `joined` only inside a room.
 * A method that is in no table does not exist.
 */
export interface Method {
  readonly when: 'session' | 'joined'
  readonly params: z.ZodType<Record<string, unknown>>
  readonly result: z.ZodType<Record<string, unknown>>
  /** The right that the caller must have, where it does not depend on more than the method; null: everyone. */
  readonly right: Right | null
  readonly rate: Rate
}

export type MethodTable = Readonly<Record<string, Method>>
export type ParamsOf<M extends Method> = z.infer<M['params']>
/** What a caller writes: before defaults and normalisation. */
export type InputOf<M extends Method> = z.input<M['params']>
export type ResultOf<M extends Method> = z.infer<M['result']>
