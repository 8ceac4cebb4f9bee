import type { PeerId } from '../../../protocol/ids.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { RoomEvent } from '../../../room/features.ts'
import { outlives } from '../../../room/restart.ts'
import type { JournaledRoom, PendingAnswer, RoomJournal } from '../../rooms/RoomJournal.ts'
import type { JournalChange } from '../../storage/journal/JournalChange.ts'
import type { KeptSession, JournalStore } from '../../storage/journal/JournalStore.ts'
import { bootTime } from './bootTime.ts'

export interface JournalWriterOptions {
  /** Open already; null where that did not work, and is tried again from now on. */
  readonly store: JournalStore | null
  /** Those whom an earlier process has left: their means to come back are written anew with all else. */
  readonly sessions: readonly Pick<KeptSession, 'room' | 'peer' | 'token'>[]
  /** Opens the store anew. @throws Error where that cannot be now. */
  readonly open: () => Promise<JournalStore>
  /** All rooms there are: what is written once writing works again. */
  readonly rooms: () => Iterable<JournaledRoom>
  /** Called when writing begins to fail, with the reason, and when it works again, with null. */
  readonly onFailing: (error: Error | null) => void
}

type SessionBegun = Extract<JournalChange, { kind: 'session.begun' }>

/** Events after which a room's state takes their place: reading them all again would take longer than it must. */
const EVENTS_PER_STATE = 500
const RETRY_MS = 2000
/** Milliseconds. How often the store hears that the host lives, while there are rooms and nothing else is written. */
export const LIFE_MS = 10_000

/**
 * Writes down what happens in rooms: one write at a time, and while it runs the next one gathers, so that a disk's
 * slowness costs many people together no more than one. Where the disk fails, meetings go on; nothing is promised
 * to be kept until all of it could be written once more. A store that has died, or whose file was deleted, is replaced.
 */
export class JournalWriter implements RoomJournal {
  readonly #options: JournalWriterOptions
  /** Events of a room since its last written state. */
  readonly #events = new Map<RoomName, number>()
  readonly #sessions = new Map<PeerId, SessionBegun>()
  #store: JournalStore | null
  /** `mending`: all there is is being written anew, and what happens meanwhile gathers for after it. */
  #state: 'working' | 'failing' | 'mending' = 'working'
  #closed = false
  #gathered: JournalChange[] = []
  #next: Promise<void> | null = null
  #writing: Promise<void> = Promise.resolve()
  #retry: NodeJS.Timeout | undefined
  readonly #life: NodeJS.Timeout

  constructor(options: JournalWriterOptions) {
    this.#options = options
    this.#store = options.store
    for (const { room, peer, token } of options.sessions)
      this.#sessions.set(peer, { kind: 'session.begun', room, peer, token })
    this.#life = setInterval(() => {
      // Also those of an earlier process, in which nothing has happened since.
      if ([...options.rooms()].length > 0) void this.#note([])
    }, LIFE_MS)
    this.#life.unref()
    if (this.#store === null) this.#fail()
  }

  /** Whether what happens now is kept. */
  get working(): boolean {
    return this.#state === 'working'
  }

  happened(
    room: JournaledRoom,
    events: readonly RoomEvent[],
    answer: PendingAnswer | null,
  ): Promise<void> | null {
    const lasting = events.filter(outlives)
    if (lasting.length === 0) return null
    const changes: JournalChange[] = [{ kind: 'room.events', room: room.name, events: lasting, answer }]
    for (const peer of goneIn(lasting)) {
      this.#sessions.delete(peer)
      changes.push({ kind: 'session.ended', peer })
    }
    const count = (this.#events.get(room.name) ?? 0) + lasting.length
    this.#events.set(room.name, count % EVENTS_PER_STATE)
    if (count >= EVENTS_PER_STATE) changes.push({ kind: 'room.state', room: room.name, state: room.state })
    return this.#note(changes)
  }

  closed(room: JournaledRoom): void {
    this.#events.delete(room.name)
    for (const [peer, session] of this.#sessions) if (session.room === room.name) this.#sessions.delete(peer)
    void this.#note([{ kind: 'room.closed', room: room.name }])
  }

  /** A person has got the means to come back. @param token the digest of the secret. */
  sessionBegun(room: JournaledRoom, peer: PeerId, token: string): void {
    const begun: SessionBegun = { kind: 'session.begun', room: room.name, peer, token }
    this.#sessions.set(peer, begun)
    void this.#note([begun])
  }

  /** Notes nothing from now on, waits for what is being written, and closes the store. @param forget whether nothing is to be kept. */
  async close(forget: boolean): Promise<void> {
    clearInterval(this.#life)
    this.#closed = true
    await this.#next
    await this.#writing
    clearTimeout(this.#retry)
    const [at, boot] = [Date.now(), bootTime()]
    const last = forget ? this.#store?.replace([], at, boot) : this.#store?.write([], at, boot)
    await last?.catch(() => undefined)
    await this.#store?.close().catch(() => undefined)
  }

  #note(changes: readonly JournalChange[]): Promise<void> {
    if (this.#state === 'failing' || this.#closed) return Promise.resolve()
    this.#gathered.push(...changes)
    this.#next ??= this.#writing.then(() => {
      this.#next = null
      this.#writing = this.#write()
      return this.#writing
    })
    return this.#next
  }

  async #write(): Promise<void> {
    const changes = this.#gathered
    this.#gathered = []
    // What had gathered for a disk that then failed is part of the state that is written when it works again.
    if (this.#state !== 'working') return
    try {
      await this.#store?.write(changes, Date.now(), bootTime())
    } catch (error) {
      if (this.#store?.usable === false && (await this.#replaced())) return
      this.#options.onFailing(asError(error))
      this.#fail()
    }
  }

  #fail(): void {
    this.#state = 'failing'
    this.#retry = setTimeout(() => {
      this.#state = 'mending'
      this.#writing = this.#mend()
    }, RETRY_MS)
    this.#retry.unref()
  }

  /** Whether another store has taken the place of one that is of no use any more. */
  #replaced(): Promise<boolean> {
    return this.#rewrite().then(
      () => true,
      () => false,
    )
  }

  async #mend(): Promise<void> {
    try {
      await this.#rewrite()
      this.#state = 'working'
      this.#options.onFailing(null)
    } catch {
      this.#fail()
    }
  }

  /** Writes everything there is, in place of all that was kept. @throws Error where that cannot be. */
  async #rewrite(): Promise<void> {
    if (this.#store?.usable === false) {
      await this.#store.close().catch(() => undefined)
      this.#store = null
    }
    this.#store ??= await this.#options.open()
    // What has gathered until now is part of it.
    this.#gathered = []
    const rooms = [...this.#options.rooms()].map(
      ({ name, state }): JournalChange => ({
        kind: 'room.state',
        room: name,
        state,
      }),
    )
    const everything = [...rooms, ...this.#sessions.values()]
    await this.#store.replace(everything, Date.now(), bootTime())
  }
}

/** Who has no means to come back any more. A page that goes has left, and may come back. */
function goneIn(events: readonly RoomEvent[]): PeerId[] {
  const kept = new Set(events.flatMap((event) => (event.type === 'seat.kept' ? [event.seat.peer.id] : [])))
  return events.flatMap((event) => {
    if (event.type === 'seat.dropped') return [event.peer]
    return event.type === 'peer.left' && !kept.has(event.peer) ? [event.peer] : []
  })
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
