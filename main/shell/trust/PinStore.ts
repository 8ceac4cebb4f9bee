import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { writeWhole } from '../writeWhole.ts'

/** Hosts whose keys are kept: more than anyone meets; the oldest pin goes first. */
const MAX_PINS = 2000

/** What every computer calls itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

/** Addresses carry `[::1]` where sockets and certificates want `::1`. */
function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1')
}

const pinsFileSchema = z.object({
  version: z.literal(1),
  pins: z.array(
    z.object({
      /** `https://192.168.1.20:8443`. */
      origin: z.string(),
      hostname: z.string(),
      fingerprint: z.string().regex(/^[\w-]{43}$/),
      /** Taken from an announcement, which nobody vouched for: an invite link or a person's word outranks it. */
      announced: z.boolean().default(false),
    }),
  ),
})
type Pin = z.infer<typeof pinsFileSchema>['pins'][number]

/** Which key belongs to which host, kept in one JSON file of the person's app folder. */
export class PinStore {
  readonly #path: string
  /** By origin; the order is the age. */
  readonly #pins: Map<string, Pin>
  /** The app's own host while it runs. Not kept: it says its fingerprint at every start. */
  #own: { readonly fingerprint: string; readonly hostnames: ReadonlySet<string> } | null = null
  #lastWrite: Promise<void> = Promise.resolve()

  private constructor(path: string, pins: readonly Pin[]) {
    this.#path = path
    this.#pins = new Map(pins.map((pin) => [pin.origin, pin]))
  }

  /**
   * Reads the file. One that cannot be understood is put aside under another name and the store starts empty:
   * the app then asks the person to compare again, which is safe, where refusing to start would help nobody.
   */
  static async create(path: string, log: Log): Promise<PinStore> {
    let text: string
    try {
      text = await readFile(path, 'utf8')
    } catch {
      return new PinStore(path, [])
    }
    try {
      return new PinStore(path, pinsFileSchema.parse(JSON.parse(text)).pins)
    } catch {
      log.warn('the file of known hosts is damaged; it was put aside')
      await rename(path, `${path}.damaged`).catch(() => {})
      return new PinStore(path, [])
    }
  }

  pinOf(origin: string): Pick<Pin, 'fingerprint' | 'announced'> | null {
    return this.#pins.get(origin) ?? null
  }

  /** Whether the key belongs to any host that was met before, or to this app's own. */
  knows(fingerprint: string): boolean {
    if (this.#own?.fingerprint === fingerprint) return true
    return [...this.#pins.values()].some((pin) => pin.fingerprint === fingerprint)
  }

  /** Chromium asks with the hostname alone, so a key pinned for any port of it counts. */
  isPinned(hostname: string, fingerprint: string): boolean {
    if (this.isOwn(hostname, fingerprint)) return true
    const name = withoutBrackets(hostname)
    return [...this.#pins.values()].some((pin) => pin.hostname === name && pin.fingerprint === fingerprint)
  }

  /** Whether it is the host inside this app. */
  isOwn(hostname: string, fingerprint: string): boolean {
    return fingerprint === this.#own?.fingerprint && this.#own.hostnames.has(withoutBrackets(hostname))
  }

  /** Replaces an older pin of the same origin. Resolves once the file is written. */
  async pin(
    { origin, hostname }: { origin: string; hostname: string },
    fingerprint: string,
    announced = false,
  ): Promise<void> {
    const before = this.#pins.get(origin)
    // An announcement takes nothing from what is known better.
    if (before?.fingerprint === fingerprint && (announced || !before.announced)) return this.#lastWrite
    this.#pins.delete(origin)
    this.#pins.set(origin, { origin, hostname, fingerprint, announced })
    for (const oldest of this.#pins.keys()) {
      if (this.#pins.size <= MAX_PINS) break
      this.#pins.delete(oldest)
    }
    return this.#save()
  }

  /** Resolves once the file is written. */
  forgetAll(): Promise<void> {
    this.#pins.clear()
    return this.#save()
  }

  /**
   * The host inside this app began to run.
   *
   * @param bases where it is reached from other computers, besides the names that every computer has for itself.
   */
  setOwnHost(fingerprint: string, bases: readonly string[]): void {
    const hostnames = bases.map((base) => withoutBrackets(new URL(base).hostname))
    this.#own = { fingerprint, hostnames: new Set([...LOOPBACK, ...hostnames]) }
  }

  /** The host inside this app stopped: another program may listen in its place now. */
  forgetOwnHost(): void {
    this.#own = null
  }

  /** One write after the other. */
  #save(): Promise<void> {
    const write = () => writeWhole(this.#path, { version: 1, pins: [...this.#pins.values()] })
    this.#lastWrite = this.#lastWrite.then(write, write)
    return this.#lastWrite
  }
}
