import { open } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import { emptyRoom } from '../../../room/room.ts'
import type { JournalChange } from './JournalChange.ts'
import type { JournalRows } from './JournalRows.ts'
import { parseJournal } from './parseJournal.ts'
import type { StorageAnswer, StorageRequest } from './storageMessages.ts'
import type { BootTime, Kept, JournalStore } from './JournalStore.ts'
import { DamagedFileError } from '../DamagedFileError.ts'

interface Waiting {
  readonly resolve: (rows: JournalRows | null) => void
  readonly reject: (error: Error) => void
}

type Request = StorageRequest extends infer R ? (R extends unknown ? Omit<R, 'id'> : never) : never

/** Keeps rooms in an SQLite file. A thread of its own waits for the disk. */
export class FileJournalStore implements JournalStore {
  readonly #thread: Worker
  readonly #waiting = new Map<number, Waiting>()
  #nextId = 1
  #over = false
  /** Whether the file is damaged, or not there any more. */
  #gone = false

  private constructor(thread: Worker) {
    this.#thread = thread
    thread.on('message', (answer: StorageAnswer) => this.#answered(answer))
    thread.on('error', (error: Error) => this.#ended(error))
    thread.on('exit', () => this.#ended(new Error('The thread that writes to the disk has ended.')))
    // What is being written is waited for by whoever asked; the thread alone holds nobody up.
    thread.unref()
  }

  /**
   * Opens the file, or makes it; its owner alone can read it.
   *
   * @throws DamagedFileError for one that is damaged or of a newer Hearth; Error where it cannot be opened now.
   */
  static async open(path: string): Promise<FileJournalStore> {
    // SQLite gives the files beside it the same mode.
    await (await open(path, 'a', 0o600)).close()
    // Built, the thread's program lies beside ours.
    const program = import.meta.url.endsWith('.ts') ? './storageThread.ts' : './storageThread.js'
    const store = new FileJournalStore(new Worker(new URL(program, import.meta.url)))
    try {
      await store.#ask({ kind: 'open', path, emptyRoom: JSON.stringify(emptyRoom) })
      return store
    } catch (error) {
      await store.#thread.terminate()
      throw error
    }
  }

  get usable(): boolean {
    return !this.#over && !this.#gone
  }

  async load(): Promise<Kept> {
    const rows = await this.#ask({ kind: 'load' })
    return rows === null ? { rooms: [], sessions: [], at: null, boot: null } : parseJournal(rows)
  }

  async write(changes: readonly JournalChange[], at: number, boot: BootTime | null = null): Promise<void> {
    await this.#ask({ kind: 'write', changes, at, boot })
  }

  async replace(changes: readonly JournalChange[], at: number, boot: BootTime | null = null): Promise<void> {
    await this.#ask({ kind: 'replace', changes, at, boot })
  }

  async close(): Promise<void> {
    if (this.#over) return
    try {
      await this.#ask({ kind: 'close' })
    } finally {
      this.#ended(new Error('The store is closed.'))
      await this.#thread.terminate()
    }
  }

  #ask(request: Request): Promise<JournalRows | null> {
    if (this.#over) return Promise.reject(new Error('The store is closed.'))
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#thread.ref()
      this.#thread.postMessage({ id, ...request } satisfies StorageRequest)
    })
  }

  #answered(answer: StorageAnswer): void {
    const waiting = this.#waiting.get(answer.id)
    this.#waiting.delete(answer.id)
    if (this.#waiting.size === 0) this.#thread.unref()
    if (answer.ok) return waiting?.resolve(answer.rows)
    const { fault, message } = answer
    if (fault !== 'passing') this.#gone = true
    waiting?.reject(fault === 'unreadable' ? new DamagedFileError(message) : new Error(message))
  }

  #ended(error: Error): void {
    this.#over = true
    for (const { reject } of this.#waiting.values()) reject(error)
    this.#waiting.clear()
  }
}
