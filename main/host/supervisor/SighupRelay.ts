import type { ChildProcess } from 'node:child_process'

/**
 * What SIGHUP means to the supervisor: a host that has a certificate reads it anew; else it means what it always has, and ends
 * both. One that comes before the host has said which waits for that.
 */
export class SighupRelay {
  readonly #host: () => ChildProcess | null
  #taken: boolean | null = null
  #waiting = false
  readonly #take = () => {
    if (this.#taken === null) this.#waiting = true
    else this.#host()?.kill('SIGHUP')
  }

  /** @param host the host's process, if there is one just now. */
  constructor(host: () => ChildProcess | null) {
    this.#host = host
    process.on('SIGHUP', this.#take)
  }

  /** The host runs. @param taken whether it has anything to read anew. */
  running(taken: boolean): void {
    this.#taken = taken
    if (!taken) process.off('SIGHUP', this.#take)
    if (!this.#waiting) return
    this.#waiting = false
    if (taken) this.#take()
    else this.#end()
  }

  /** The host has ended: perhaps since a terminal was closed, which says SIGHUP to both. */
  gone(): void {
    if (this.#waiting) this.#end()
  }

  #end(): void {
    process.off('SIGHUP', this.#take)
    process.kill(process.pid, 'SIGHUP')
  }
}
