import { createStore, type StoreApi } from 'zustand/vanilla'

/** One thing that went wrong in the page, without a word of anybody's: no message, no address, no name. */
export interface Failure {
  /** The part of the page, as its {@link Guard} calls it. */
  readonly part: string
  /** The class of the error, such as `TypeError`. */
  readonly kind: string
  /** File, line and column of our own code; null where that is not known. */
  readonly place: string | null
  readonly count: number
}

/** More than that repeat what the first ones say. */
const MAX_KEPT = 20

/** What has gone wrong in this page, the newest last: kept for the reports that people copy. */
export class Failures {
  readonly store: StoreApi<readonly Failure[]> = createStore<readonly Failure[]>(() => [])

  /** Notes an error; the same one again only counts. Of its text nothing is kept: that may hold names and addresses. */
  record(part: string, error: unknown): void {
    const kept = this.store.getState()
    const failure = { part, kind: kindOf(error), place: placeOf(error) }
    const same = (one: Failure) =>
      one.part === failure.part && one.kind === failure.kind && one.place === failure.place
    const count = (kept.find(same)?.count ?? 0) + 1
    this.store.setState([...kept.filter((one) => !same(one)), { ...failure, count }].slice(-MAX_KEPT), true)
  }
}

function kindOf(error: unknown): string {
  const { name } = error instanceof Error ? error : { name: '' }
  return /^[A-Z]\w{0,40}$/.test(name) ? name : 'Error'
}

/** The innermost line of a stack: the file's own name, without the address that it came from. */
function placeOf(error: unknown): string | null {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  const line = stack.split('\n').find((text) => /\.(?:js|tsx?):\d+:\d+/.test(text))
  return line === undefined ? null : (/[\w.-]{1,80}\.(?:js|tsx?):\d+:\d+/.exec(line)?.[0] ?? null)
}
