import { createStore, type StoreApi } from 'zustand/vanilla'

/** What can be done about it, by a button on the message. */
export interface ToastAction {
  readonly label: string
  readonly run: () => void
}

export interface Toast {
  readonly id: number
  readonly text: string
  readonly action: ToastAction | null
  /** For screen readers alone: who looks sees it anyway. */
  readonly spoken?: true
}

/** How long one stays: long enough to read two short sentences. */
const SHOWN_MS = 4500
/** With a button: long enough to get there by keyboard. */
const SHOWN_WITH_ACTION_MS = 15_000
/** More at once would cover what people came to see; the oldest goes first. */
const MAX_SHOWN = 3

/** What only tells something never pushes out what asks something: that is seldom said again. */
function thoseShown(toasts: readonly Toast[]): Toast[] {
  const asking = toasts.filter(({ action }) => action !== null).slice(-MAX_SHOWN)
  const told = toasts.filter(({ action, spoken }) => action === null && spoken !== true)
  const telling = told.slice(-Math.max(1, MAX_SHOWN - asking.length))
  return toasts.filter((toast) => toast.spoken === true || asking.includes(toast) || telling.includes(toast))
}

/** Brief messages, each gone after a while. No timer runs while there is none. */
export class ToastQueue {
  readonly store: StoreApi<readonly Toast[]> = createStore<readonly Toast[]>(() => [])
  #nextId = 1

  /**
   * Shows a sentence. The same sentence twice in a row is shown once, anew.
   *
   * @param action a button on it; pressing it takes the message away.
   * @returns the message's id, by which it can be taken away earlier.
   */
  show(text: string, action: ToastAction | null = null): number {
    const id = this.#nextId++
    const said = (toast: Toast) => toast.text === text && (toast.action === null || action !== null)
    const others = this.store.getState().filter((toast) => !said(toast))
    this.store.setState(thoseShown([...others, { id, text, action }]), true)
    setTimeout(() => this.dismiss(id), action === null ? SHOWN_MS : SHOWN_WITH_ACTION_MS)
    return id
  }

  /** Says what everybody else can see, such as another layout, to those who listen to the screen. */
  announce(text: string): void {
    const id = this.#nextId++
    // Only the last counts, and it takes no place from what is shown.
    const shown = this.store.getState().filter((toast) => toast.spoken !== true)
    this.store.setState([{ id, text, action: null, spoken: true }, ...shown], true)
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
