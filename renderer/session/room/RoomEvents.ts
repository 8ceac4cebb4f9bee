import type { StoreApi } from 'zustand/vanilla'
import type { PeerId } from '../../../protocol/ids.ts'
import type { NotificationParams } from '../../../protocol/wire/notifications.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import { readEvent } from '../../../room/readRoom.ts'
import { apply } from '../../../room/room.ts'
import type { SessionState } from '../sessionState.ts'

/** Told of an event after it was applied. @param before the room without it. */
export type EventListener = (event: RoomEvent, before: RoomState) => void

type RawEvents = NotificationParams<'room.events'>['events']

/** What happens in the room: applied to our copy of it with the same reducer that the host has run. */
export class RoomStore {
  readonly #store: Pick<StoreApi<SessionState>, 'getState' | 'setState'>
  readonly #onBatch: (events: readonly RoomEvent[], room: RoomState, self: PeerId) => void
  readonly #onDrift: () => void
  readonly #listeners = new Set<EventListener>()
  /** What has been left aside, by its type; each is said once. */
  readonly #leftAside = new Set<string>()
  #early: RawEvents | null = null

  /**
   * @param onBatch called before the listeners, with the room as it is after all of these events.
   * @param onDrift called where our copy of the room may be wrong, because an event could not be read; once for each type.
   */
  constructor(
    store: Pick<StoreApi<SessionState>, 'getState' | 'setState'>,
    onBatch: (events: readonly RoomEvent[], room: RoomState, self: PeerId) => void,
    onDrift: () => void,
  ) {
    this.#store = store
    this.#onBatch = onBatch
    this.#onDrift = onDrift
  }

  /** Whether a snapshot is awaited, on which the news builds. */
  get awaitsSnapshot(): boolean {
    return this.#early !== null
  }

  /** News may overtake the answer to join; it is kept until the snapshot is in place. */
  awaitSnapshot(): void {
    this.#early ??= []
  }

  /** The snapshot is in the meeting's state from now on. @param enter puts it there. */
  enter(enter: () => void): void {
    const early = this.#early ?? []
    this.#early = null
    enter()
    this.happened(early)
  }

  happened(raw: RawEvents): void {
    if (this.#early !== null) {
      this.#early.push(...raw)
      return
    }
    const { phase } = this.#store.getState()
    if (phase.kind !== 'joined') return
    const befores: RoomState[] = []
    const events = raw.flatMap((event) => this.#read(event))
    const room = events.reduce((before, event) => {
      befores.push(before)
      return apply(before, event)
    }, phase.room)
    this.#store.setState({ phase: { ...phase, room } })
    this.#onBatch(events, room, phase.self)
    events.forEach((event, index) => {
      for (const listener of this.#listeners) listener(event, befores[index] ?? phase.room)
    })
  }

  /** An event of a later version is left aside, and the rest of its batch counts. */
  #read(raw: RawEvents[number]): readonly RoomEvent[] {
    const reading = readEvent(raw)
    if (reading.kind === 'known') return [reading.event]
    const { kind, type } = reading
    if (this.#leftAside.has(type)) return []
    this.#leftAside.add(type)
    // oxlint-disable-next-line no-console -- for whoever wonders what a newer host has told; nothing of anybody's is in it.
    console.warn(`Left aside an event of the host that is ${kind} here: ${type.slice(0, 64)}`)
    if (kind === 'unreadable') this.#onDrift()
    return []
  }

  /** @returns what ends it. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): void {
    this.#listeners.clear()
  }
}
