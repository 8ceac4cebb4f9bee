/** Whether a voice is to repeat itself: somebody needs that; nobody does; somebody who hears it could not understand it. */
export type Repeats = 'needed' | 'idle' | 'impossible'

/** What a sender can do about packets that get lost; see `media.repair`. */
export interface Repair {
  readonly repeat: boolean
  readonly carried: number | null
}

/** Loss comes and goes, and each change costs the sender's browser a moment. */
const LONGER_MS = 10_000

/** Tells a sender what it can do about packets that get lost: what helps at once, and what is needed no longer after a while. */
export class RepairNotice {
  readonly #tell: (repair: Repair) => void
  #repeat = false
  #started = false
  #closed = false
  #timer: NodeJS.Timeout | undefined

  constructor(tell: (repair: Repair) => void) {
    this.#tell = tell
  }

  /** Begins to tell. Until now, nothing is repeated. */
  start(): void {
    this.#started = true
    if (this.#repeat) this.#say(null)
  }

  /** Tells again what holds, to a client that may not know it. */
  again(): void {
    this.#say(null)
  }

  repeats(repeats: Repeats): void {
    if (this.#closed) return
    if (repeats !== 'idle') return this.#set(repeats === 'needed')
    if (this.#repeat) this.#timer ??= setTimeout(() => this.#set(false), LONGER_MS)
  }

  /** The way that lost much is good again. @param bitrate what it carried before, in bits per second. */
  relieved(bitrate: number): void {
    this.#say(bitrate)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#started = false
    this.#closed = true
  }

  #set(repeat: boolean): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    if (repeat === this.#repeat) return
    this.#repeat = repeat
    this.#say(null)
  }

  #say(carried: number | null): void {
    if (this.#started) this.#tell({ repeat: this.#repeat, carried })
  }
}
