import { readFile, rename } from 'node:fs/promises'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { writeJsonFile } from '../writeJsonFile.ts'
import { type HostOrigin, hostOrigin, hostnameOf } from './hostOrigin.ts'

/** Hosts whose keys are kept: more than anyone meets; the oldest pin goes first. */
const MAX_PINS = 2000

/** What every computer calls itself. */
const LOOPBACK = ['127.0.0.1', 'localhost', '::1']

const fingerprint = z.string().regex(/^[\w-]{43}$/)

const pinsFileSchema = z.object({
  version: z.literal(1),
  pins: z.array(
    z.object({
      /** `https://192.168.1.20:8443`. */
      origin: z.string(),
      hostname: z.string(),
      fingerprint,
      /** Taken from an announcement, which nobody vouched for: an invite link or a person's word outranks it. */
      announced: z.boolean().default(false),
      /** The person has compared the words of this host. */
      agreed: z.boolean().default(false),
      /**
       * The certificate in which the key was last seen, since links named that before; null: none was. Missing in files from
       * before, whose `fingerprint` may be a certificate's too.
       */
      certificate: fingerprint.nullable().optional(),
    }),
  ),
})
export type Pin = z.infer<typeof pinsFileSchema>['pins'][number]

/** From where a key is known, and in which certificate it was seen. */
export type PinOrigin = Partial<Pick<Pin, 'announced' | 'agreed' | 'certificate'>>

/** Which key belongs to which host, kept in one JSON file of the person's app folder. */
export class PinStore {
  readonly #path: string
  /** By origin; the order is the age. */
  readonly #pins: Map<string, Pin>
  /** The keys that hosts showed when they were last checked, by origin. Not kept. */
  readonly #checked = new Map<string, { readonly hostname: string; readonly fingerprint: string }>()
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

  pinOf(origin: string): Pin | null {
    return this.#pins.get(origin) ?? null
  }

  /** The pins of all ports of a hostname. */
  pinsAt(hostname: string): readonly Pin[] {
    const name = hostnameOf(hostname)
    return [...this.#pins.values()].filter((pin) => pin.hostname === name)
  }

  /** Whether the key belongs to any host that was met before, or to this app's own. */
  knows(fingerprint: string): boolean {
    if (this.#own?.fingerprint === fingerprint) return true
    return [...this.#pins.values()].some((pin) => pin.fingerprint === fingerprint)
  }

  /** Whether the key is pinned for any port of the hostname. */
  isPinned(hostname: string, fingerprint: string): boolean {
    if (this.isOwn(hostname, fingerprint)) return true
    return this.pinsAt(hostname).some((pin) => pin.fingerprint === fingerprint)
  }

  /** Whether it is the host inside this app. */
  isOwn(hostname: string, fingerprint: string): boolean {
    return fingerprint === this.#own?.fingerprint && this.#own.hostnames.has(hostnameOf(hostname))
  }

  /** The host has just shown this key, and is to be reached with no other until it is checked again. */
  checked({ origin, hostname }: HostOrigin, fingerprint: string): void {
    this.#checked.delete(origin)
    this.#checked.set(origin, { hostname, fingerprint })
    forgetOldest(this.#checked)
  }

  /** The key that a host has to show; null: nothing is known of it, and Chromium decides alone. */
  expectedKey({ origin, hostname }: HostOrigin): string | null {
    const known = this.#pins.get(origin)?.fingerprint ?? this.#checked.get(origin)?.fingerprint
    return known ?? (this.#own?.hostnames.has(hostname) === true ? this.#own.fingerprint : null)
  }

  /** Whether a connection to a host may go on with the key that it shows. False where nothing is known of it. */
  accepts(address: HostOrigin, fingerprint: string): boolean {
    return this.isOwn(address.hostname, fingerprint) || this.expectedKey(address) === fingerprint
  }

  /** Whether a key is expected of any port of a hostname. */
  concerns(hostname: string): boolean {
    const name = hostnameOf(hostname)
    if (this.#own?.hostnames.has(name) === true || this.pinsAt(name).length > 0) return true
    return [...this.#checked.values()].some((one) => one.hostname === name)
  }

  /** Replaces an older pin of the same origin. Resolves once the file is written. */
  async pin(
    { origin, hostname }: { origin: string; hostname: string },
    fingerprint: string,
    { announced = false, agreed = false, certificate = null }: PinOrigin = {},
  ): Promise<void> {
    const before = this.#pins.get(origin)
    const same = before?.fingerprint === fingerprint ? before : null
    // An announcement takes nothing from what is known better, and neither does a link from a person's own word.
    const pin: Pin = {
      origin,
      hostname,
      fingerprint,
      announced: announced && (same?.announced ?? true),
      agreed: agreed || same?.agreed === true,
      certificate: certificate ?? same?.certificate ?? null,
    }
    if (same !== null && isSame(pin, same)) return this.#lastWrite
    this.#pins.delete(origin)
    this.#pins.set(origin, pin)
    forgetOldest(this.#pins)
    return this.#save()
  }

  /** Resolves once the file is written. */
  forgetAll(): Promise<void> {
    this.#pins.clear()
    this.#checked.clear()
    return this.#save()
  }

  /**
   * The host inside this app began to run.
   *
   * @param bases where it is reached from other computers, besides the names that every computer has for itself.
   */
  setOwnHost(fingerprint: string, bases: readonly string[]): void {
    const hostnames = bases.flatMap((base) => hostOrigin(base)?.hostname ?? [])
    this.#own = { fingerprint, hostnames: new Set([...LOOPBACK, ...hostnames]) }
  }

  /** The host inside this app stopped: another program may listen in its place now. */
  forgetOwnHost(): void {
    this.#own = null
  }

  /** One write after the other. */
  #save(): Promise<void> {
    const write = () => writeJsonFile(this.#path, { version: 1, pins: [...this.#pins.values()] })
    this.#lastWrite = this.#lastWrite.then(write, write)
    return this.#lastWrite
  }
}

/** Whether a hostname is this computer itself, where several hosts share one name and nobody else can answer. */
export function isThisComputer(hostname: string): boolean {
  return LOOPBACK.includes(hostname) || /^127(?:\.\d+){3}$/.test(hostname)
}

function isSame(one: Pin, other: Pin): boolean {
  const { announced, agreed, certificate } = other
  return one.announced === announced && one.agreed === agreed && one.certificate === certificate
}

function forgetOldest(map: Map<string, unknown>): void {
  for (const oldest of map.keys()) {
    if (map.size <= MAX_PINS) break
    map.delete(oldest)
  }
}
