import type { NotificationContent } from '../../../protocol/wire/notifications.ts'

type Events = NotificationContent<'room.events'>['events']

/** Nobody sees the difference; and where two hundred people come at once, each one is told of many with each frame. */
const GATHER_MS = 30
/** So long may those wait of whom nobody awaits anything yet, where they keep on coming. */
const CROWD_GATHER_MS = 240

/** Comings and goings. When a crowd comes, telling each one of each other costs the host more than all the rest of it. */
const UNHURRIED: ReadonlySet<unknown> = new Set(['peer.joined', 'peer.left', 'track.added', 'track.removed'])

/**
 * What happens in a room, on its way to one client. It goes at once where nothing went just before; else it waits for a
 * moment, so that what comes in quick succession goes in one frame. Comings and goings wait twice as long each time that they
 * had to, while anything else takes along at its own pace what waits.
 */
export class EventBatch {
  readonly #send: (events: Events) => void
  #waiting: Events = []
  #sentAt = Number.NEGATIVE_INFINITY
  #crowdMs = GATHER_MS
  #dueAt = Number.POSITIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(send: (events: Events) => void) {
    this.#send = send
  }

  add(events: Events): void {
    this.#waiting.push(...events)
    const now = performance.now()
    if (now - this.#sentAt > 2 * this.#crowdMs) this.#crowdMs = GATHER_MS
    const hurried = events.some(({ type }) => !UNHURRIED.has(type))
    const dueAt = this.#sentAt + (hurried ? GATHER_MS : this.#crowdMs)
    if (dueAt <= now) return this.flush()
    if (dueAt >= this.#dueAt) return
    clearTimeout(this.#timer)
    this.#dueAt = dueAt
    this.#timer = setTimeout(() => {
      if (!hurried) this.#crowdMs = Math.min(CROWD_GATHER_MS, 2 * this.#crowdMs)
      this.flush()
    }, dueAt - now)
  }

  /** Sends what waits. To be called before anything else is sent, which must not overtake it. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#dueAt = Number.POSITIVE_INFINITY
    if (this.#waiting.length === 0) return
    const events = this.#waiting
    this.#waiting = []
    this.#sentAt = performance.now()
    this.#send(events)
  }
}
