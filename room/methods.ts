import { checkMethods } from '../protocol/wire/checkMethods.ts'
import { directMethods } from '../protocol/wire/directMethods.ts'
import { admissionMethods } from '../protocol/wire/admissionMethods.ts'
import { mediaMethods } from '../protocol/wire/mediaMethods.ts'
import type { InputOf, ParamsOf, ResultOf } from '../protocol/wire/method.ts'
import { sessionMethods } from '../protocol/wire/sessionMethods.ts'
import { commands } from './features.ts'

/** The one table of all that a client can ask. A method that is not here does not exist. */
export const methods = {
  ...sessionMethods,
  ...admissionMethods,
  ...mediaMethods,
  ...directMethods,
  ...checkMethods,
  ...commands,
} as const

export type MethodName = keyof typeof methods
export type MethodParams<N extends MethodName> = ParamsOf<(typeof methods)[N]>
/** What a caller writes: before defaults and normalisation. */
export type MethodInput<N extends MethodName> = InputOf<(typeof methods)[N]>
export type MethodResult<N extends MethodName> = ResultOf<(typeof methods)[N]>

export function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name)
}
