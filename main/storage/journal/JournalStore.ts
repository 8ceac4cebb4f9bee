import type { PeerId } from '../../../protocol/ids.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import type { JournalChange, KeptAnswer } from './JournalChange.ts'

/** A room as it was kept: its state at some time, and what happened since. */
export interface KeptRoom {
  readonly name: RoomName
  readonly state: RoomState
  readonly events: readonly RoomEvent[]
}

export interface KeptSession {
  readonly room: RoomName
  readonly peer: PeerId
  readonly token: string
  /** Oldest first. */
  readonly answers: readonly Pick<KeptAnswer, 'request' | 'result'>[]
}

/** A point on the clock that runs from the computer's start on, also while it sleeps. */
export interface BootTime {
  /** Names that start. */
  readonly boot: string
  readonly upMs: number
}

export interface Kept {
  readonly rooms: readonly KeptRoom[]
  readonly sessions: readonly KeptSession[]
  /** When something was last written, in milliseconds since 1970; null for a store that never was. */
  readonly at: number | null
  /** The same since the computer's start, where that is known. */
  readonly boot: BootTime | null
}

/** Keeps what a host must know again after its process has ended. */
export interface JournalStore {
  /** Whether it can still keep anything. Else only another one can: its thread has died, or its file was deleted. */
  readonly usable: boolean
  load(): Promise<Kept>
  /**
   * Keeps changes in their order, all or none. Resolves once they outlive the loss of the process and of power.
   *
   * @param at milliseconds since 1970, which {@link Kept.at} then tells; an empty list is a mere sign of life.
   * @param boot the same since the computer's start.
   * @throws Error where they cannot be kept, as on a full disk. {@link usable} says whether trying again is of use.
   */
  write(changes: readonly JournalChange[], at: number, boot?: BootTime | null): Promise<void>
  /** Keeps nothing but these, in place of all that was kept before. */
  replace(changes: readonly JournalChange[], at: number, boot?: BootTime | null): Promise<void>
  /** What was written is kept. May be called twice. */
  close(): Promise<void>
}
