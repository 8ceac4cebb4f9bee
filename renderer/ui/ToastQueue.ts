import { createStore, type StoreApi } from 'zustand/vanilla'

export interface Toast {
  readonly id: number
  readonly text: string
}

/** How long one stays: long enough to read two short sentences. */
const SHOWN_MS = 4500
/** More at once would cover what people came to see; the oldest goes first. */
const MAX_SHOWN = 3

/** Brief messages, each gone after a while. No timer runs while there is none. */
export class ToastQueue {
  readonly store: StoreApi<readonly Toast[]> = createStore<readonly Toast[]>(() => [])
  #nextId = 1

  /** Shows a sentence. The same sentence twice in a row is shown once, anew. */
  show(text: string): void {
    const id = this.#nextId++
    const others = this.store.getState().filter((toast) => toast.text !== text)
    this.store.setState([...others, { id, text }].slice(-MAX_SHOWN), true)
    setTimeout(() => this.dismiss(id), SHOWN_MS)
  }

  /** Takes all away: what they spoke of is over. */
  clear(): void {
    this.store.setState([], true)
  }

  dismiss(id: number): void {
    const left = this.store.getState().filter((toast) => toast.id !== id)
    if (left.length !== this.store.getState().length) this.store.setState(left, true)
  }
}
