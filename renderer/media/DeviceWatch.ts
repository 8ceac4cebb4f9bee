import { type DeviceInventory, inventoryOf, NO_INVENTORY } from './DeviceInventory.ts'

/** Keeps the list of devices up to date, one reading after another, so that an early answer never overtakes a late one. */
export class DeviceWatch {
  readonly #onChange: (before: DeviceInventory, after: DeviceInventory) => void
  readonly #refresh = () => void this.refresh()
  #current: DeviceInventory = NO_INVENTORY
  #reading: Promise<void> = Promise.resolve()
  #closed = false

  /** @param onChange called after each reading, also one that found nothing new. */
  constructor(onChange: (before: DeviceInventory, after: DeviceInventory) => void) {
    this.#onChange = onChange
  }

  get current(): DeviceInventory {
    return this.#current
  }

  open(): void {
    navigator.mediaDevices?.addEventListener('devicechange', this.#refresh)
    this.#refresh()
  }

  /** Reads anew. Resolves when that is told. */
  refresh(): Promise<void> {
    this.#reading = this.#reading.then(() => this.#read())
    return this.#reading
  }

  close(): void {
    this.#closed = true
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
