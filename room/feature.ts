import type { z } from 'zod'
import type { ErrorCode } from '../protocol/wire/errors.ts'
import type { PeerId } from '../protocol/ids.ts'
import type { Method } from '../protocol/wire/method.ts'
import type { RoomEvent, RoomState } from './features.ts'

/** What a decision needs from outside, handed in so that the same input always gives the same events. */
export interface Context {
  /** Milliseconds since 1970 on the host's clock. */
  readonly now: number
  /** A fresh random id of at least 128 bits in base64url. */
  readonly id: () => string
}

/** Why a command is not carried out. `message` replaces the code's own sentence where that says too little. */
export interface Refusal {
  readonly refused: ErrorCode
  readonly message?: string
}

export type Decision<Result = Record<string, never>> =
  | { readonly events: readonly RoomEvent[]; readonly result: Result }
  | Refusal

export function refuse(refused: ErrorCode, message?: string): Refusal {
  return message === undefined ? { refused } : { refused, message }
}

/** A command that a person in the room sends over the wire. The right is checked before `decide` is asked. */
export interface Command<
  P extends z.ZodType<Record<string, unknown>>,
  R extends z.ZodType<Record<string, unknown>>,
> extends Method {
  readonly params: P
  readonly result: R
  decide(state: RoomState, sender: PeerId, params: z.infer<P>, context: Context): Decision<z.infer<R>>
}

/** Any command, where only its being one matters. */
export type AnyCommand = Command<z.ZodType<Record<string, unknown>>, z.ZodType<Record<string, unknown>>>

/** Infers the types of a command from its schemas. */
export function command<
  P extends z.ZodType<Record<string, unknown>>,
  R extends z.ZodType<Record<string, unknown>>,
>(definition: Omit<Command<P, R>, 'when'>): Command<P, R> {
  return { when: 'joined', ...definition }
}

/** Who learns of an event: everyone in the room, or only those named. */
export type Audience = 'everyone' | readonly PeerId[]

/** The whole truth about one part of a meeting. `Slice` is its share of the room's state. */
export interface Feature<Slice> {
  readonly empty: Slice
  /** Every feature sees every event and leaves its slice as it is where the event does not concern it. */
  apply(slice: Slice, event: RoomEvent): Slice
  /** Who learns of an event of this feature, in the room as it is after it. Left out where everyone does. */
  audience?(event: RoomEvent, room: RoomState): Audience
  /** The slice as one person may know it. Left out where everyone may know everything. */
  visibleTo?(slice: Slice, viewer: PeerId, room: RoomState): Slice
  /**
   * What single people are told besides an event, because it has changed what they may know. The host does not apply it:
   * it knows everything. Left out where nothing is.
   */
  besides?(event: RoomEvent, room: RoomState): readonly { readonly to: PeerId; readonly event: RoomEvent }[]
}
