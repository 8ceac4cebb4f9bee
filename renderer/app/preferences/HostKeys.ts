import { hostKeyOf } from '../../../protocol/hostKey.ts'
import type { TabStorage } from '../tabs/tabStorage.ts'

const PREFIX = 'hearth.hostKey '

/** The host keys that this tab was given. They survive a reload, and end with the tab: another person may use the browser next. */
export class HostKeys {
  readonly #storage: TabStorage
  /** What a host has refused stays in the links that led there. */
  readonly #refused = new Set<string>()

  constructor(storage: TabStorage) {
    this.#storage = storage
  }

  /** @param link that a person opened or pasted; one without a key changes nothing. @param base of its host. */
  keep(base: string, link: string): void {
    const key = hostKeyOf(link)
    if (key !== null && !this.#refused.has(key)) this.#storage.setItem(PREFIX + base, key)
  }

  of(base: string): string | null {
    return this.#storage.getItem(PREFIX + base)
  }

  /** The host does not know it any more. */
  forget(base: string): void {
    const key = this.of(base)
    if (key !== null) this.#refused.add(key)
    this.#storage.removeItem(PREFIX + base)
  }
}
