import type { PeerId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import { emptyRoom } from '../../../room/room.ts'
import type { JournalChange } from './JournalChange.ts'
import type { BootTime, Kept, KeptSession, JournalStore } from './JournalStore.ts'

/** Keeps as long as the process lives: for a host that is told to write nothing down. */
export class MemoryJournalStore implements JournalStore {
  readonly #rooms = new Map<RoomName, { state: RoomState; events: RoomEvent[] }>()
  readonly #sessions = new Map<PeerId, KeptSession>()
  readonly usable = true
  #at: number | null = null
  #boot: BootTime | null = null

  load(): Promise<Kept> {
    const rooms = [...this.#rooms].map(([name, { state, events }]) => ({ name, state, events: [...events] }))
    return Promise.resolve({ rooms, sessions: [...this.#sessions.values()], at: this.#at, boot: this.#boot })
  }

  write(changes: readonly JournalChange[], at: number, boot: BootTime | null = null): Promise<void> {
    for (const change of changes) this.#apply(change)
    this.#at = at
    this.#boot = boot
    return Promise.resolve()
  }

  replace(changes: readonly JournalChange[], at: number, boot: BootTime | null = null): Promise<void> {
    this.#rooms.clear()
    this.#sessions.clear()
    return this.write(changes, at, boot)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  #apply(change: JournalChange): void {
    switch (change.kind) {
      case 'room.state':
        this.#rooms.set(change.room, { state: change.state, events: [] })
        break
      case 'room.events': {
        const room = this.#rooms.get(change.room) ?? { state: emptyRoom, events: [] }
        room.events.push(...change.events)
        this.#rooms.set(change.room, room)
        if (change.answer !== null) this.#keepAnswer(change.answer)
        break
      }
      case 'room.closed':
        this.#rooms.delete(change.room)
        for (const [peer, { room }] of this.#sessions) if (room === change.room) this.#sessions.delete(peer)
        break
      case 'session.begun': {
        const { room, peer, token } = change
        this.#sessions.set(peer, { room, peer, token, answers: this.#sessions.get(peer)?.answers ?? [] })
        break
      }
      case 'session.ended':
        this.#sessions.delete(change.peer)
        break
      default:
        change satisfies never
    }
  }

  #keepAnswer({
    peer,
    request,
    result,
  }: NonNullable<Extract<JournalChange, { kind: 'room.events' }>['answer']>): void {
    const session = this.#sessions.get(peer)
    if (session === undefined) return
    const answers = [...session.answers, { request, result }].slice(-limits.keptAnswers)
    this.#sessions.set(peer, { ...session, answers })
  }
}
