import { type deviceList, inventoryOf, NO_INVENTORY } from './deviceList.ts'

/**
 * When the list is read first, unless somebody asks for it before: whoever opens devices meanwhile gets them sooner so, and
 * reads the list anyway, since devices have names only afterwards.
 */
const FIRST_READING_MS = 300

/** Keeps the list of devices up to date, one reading after another, so that an early answer never overtakes a late one. */
export class DeviceListWatcher {
  readonly #onChange: (before: deviceList, after: deviceList) => void
  readonly #refresh = () => void this.refresh()
  #current: deviceList = NO_INVENTORY
  #reading: Promise<void> = Promise.resolve()
  /** The reading that has been asked for and has not begun. */
  #next: Promise<void> | null = null
  #first: ReturnType<typeof setTimeout> | undefined
  #closed = false

  /** @param onChange called after each reading, also one that found nothing new. */
  constructor(onChange: (before: deviceList, after: deviceList) => void) {
    this.#onChange = onChange
  }

  get current(): deviceList {
    return this.#current
  }

  open(): void {
    navigator.mediaDevices?.addEventListener('devicechange', this.#refresh)
    this.#first = setTimeout(this.#refresh, FIRST_READING_MS)
  }

  /** Reads anew, once for all who ask before that begins. Resolves when that is told. */
  refresh(): Promise<void> {
    clearTimeout(this.#first)
    this.#next ??= this.#reading.then(() => {
      this.#next = null
      this.#reading = this.#read()
      return this.#reading
    })
    return this.#next
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#first)
    navigator.mediaDevices?.removeEventListener('devicechange', this.#refresh)
  }

  async #read(): Promise<void> {
    // Browsers hide the devices from pages that came over plain http.
    const raw = await navigator.mediaDevices?.enumerateDevices().catch(() => null)
    if (!raw || this.#closed) return
    const before = this.#current
    this.#current = inventoryOf(raw)
    this.#onChange(before, this.#current)
  }
}
