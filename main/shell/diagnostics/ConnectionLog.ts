import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Contact, Contacts } from '../../../protocol/ipc/network.ts'
import { remoteScope } from './remoteScope.ts'
import { listOpenSockets } from './listOpenSockets.ts'
import { type Reached, parseNetLog } from './parseNetLog.ts'

/** A connection that lasts for less may be missed where it is not Chromium's; looking takes up to a tenth of a second. */
const PAUSE_MS = 1000
/** Twenty minutes of an ordinary call; beyond that the log forgets its middle. */
const MOST_BYTES = 32 * 1024 * 1024
const MOST_CONTACTS = 200

/** Chromium's log of its network: `session.netLog`. */
export interface NetLog {
  startLogging(path: string, options: { maxFileSize: number }): Promise<void>
  stopLogging(): Promise<void>
}

export interface ConnectionLogOptions {
  readonly netLog: NetLog
  /** For the log, which is deleted as soon as it is read. */
  readonly folder: string
  readonly pid?: number
}

interface Watch {
  readonly folder: string
  readonly sockets: Map<string, Reached>
  next: NodeJS.Timeout | undefined
  everything: boolean
}

/**
 * Watches for a while whom the app is in touch with: what Chromium itself has logged and, on Linux, what the kernel says of
 * the sockets of all the app's processes. Short packets of the host itself (UDP without a connection) are not among that.
 */
export class ConnectionLog {
  readonly #options: ConnectionLogOptions
  #watch: Watch | null = null

  constructor(options: ConnectionLogOptions) {
    this.#options = options
  }

  /** Begins anew. */
  async start(): Promise<void> {
    await this.#end()
    const folder = await mkdtemp(join(this.#options.folder, 'hearth-network-'))
    await this.#options.netLog.startLogging(join(folder, 'log.json'), { maxFileSize: MOST_BYTES })
    const watch: Watch = { folder, sockets: new Map(), next: undefined, everything: true }
    this.#watch = watch
    await this.#keepLooking(watch)
  }

  /** Ends it. @returns whom the app was in touch with meanwhile. @throws Error where nothing was watched. */
  async stop(): Promise<Contacts> {
    const watch = this.#watch
    if (watch === null) throw new Error('Nothing was watched.')
    await this.#look(watch)
    const logged = parseNetLog((await this.#end()) ?? '')
    const all = new Map([...logged, ...watch.sockets.values()].map((one) => [`${one.how} ${one.place}`, one]))
    const contacts = [...all.values()].map(contactOf).toSorted((one, other) => rank(one) - rank(other))
    return { contacts: contacts.slice(0, MOST_CONTACTS), everything: watch.everything }
  }

  /** @returns the log. */
  async #end(): Promise<string | null> {
    const watch = this.#watch
    if (watch === null) return null
    this.#watch = null
    clearTimeout(watch.next)
    try {
      await this.#options.netLog.stopLogging()
      return await readFile(join(watch.folder, 'log.json'), 'utf8')
    } finally {
      await rm(watch.folder, { recursive: true, force: true })
    }
  }

  async #keepLooking(watch: Watch): Promise<void> {
    await this.#look(watch)
    if (this.#watch === watch) watch.next = setTimeout(() => void this.#keepLooking(watch), PAUSE_MS)
  }

  async #look(watch: Watch): Promise<void> {
    try {
      for (const one of await listOpenSockets(this.#options.pid ?? process.pid))
        watch.sockets.set(`${one.how} ${one.place}`, one)
    } catch {
      watch.everything = false
    }
  }
}

function contactOf({ how, place }: Reached): Contact {
  const host = how === 'name' ? place : place.slice(0, place.lastIndexOf(':')).replace(/^\[(.*)\]$/, '$1')
  return { kind: remoteScope(host), place: place.slice(0, 300), how }
}

/** What is outside comes first: of a list that is cut, nothing may get lost that matters. */
function rank({ kind }: Contact): number {
  return ['outside', 'local', 'own'].indexOf(kind)
}
