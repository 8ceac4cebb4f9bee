import type { NotificationContent } from '../../protocol/notifications.ts'

type Events = NotificationContent<'room.events'>['events']

/** Nobody sees the difference; and where two hundred people come at once, each one is told of many with each frame. */
const GATHER_MS = 30

/**
 * What happens in a room, on its way to one client. It goes at once where nothing went just before; else it waits for a
 * moment, so that what comes in quick succession goes in one frame.
 */
export class EventBatch {
  readonly #send: (events: Events) => void
  #waiting: Events = []
  #sentAt = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(send: (events: Events) => void) {
    this.#send = send
  }

  add(events: Events): void {
    this.#waiting.push(...events)
    if (this.#timer !== undefined) return
    const waitMs = this.#sentAt + GATHER_MS - performance.now()
    if (waitMs <= 0) this.flush()
    else this.#timer = setTimeout(() => this.flush(), waitMs)
  }

  /** Sends what waits. To be called before anything else is sent, which must not overtake it. */
  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (this.#waiting.length === 0) return
    const events = this.#waiting
    this.#waiting = []
    this.#sentAt = performance.now()
    this.#send(events)
  }
}
