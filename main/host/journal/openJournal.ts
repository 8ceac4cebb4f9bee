import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { limits } from '../../../protocol/limits.ts'
import { MemoryJournalStore } from '../../storage/journal/MemoryJournalStore.ts'
import { openJournalStore, removeStore } from '../../storage/journal/openJournalStore.ts'
import type { Kept, JournalStore } from '../../storage/journal/JournalStore.ts'
import { bootTime } from './bootTime.ts'
import { JournalWriter, type JournalWriterOptions, LIFE_MS } from './JournalWriter.ts'
import { silenceMs } from './silenceMs.ts'

export interface OpenJournalOptions extends Pick<JournalWriterOptions, 'rooms'> {
  readonly dataDir: string
  /** Names the file: who comes back comes to the same port. */
  readonly port: number
  /** False: nothing is written to the disk. */
  readonly enabled: boolean
  /** Called when keeping begins to fail, with the reason, and when it works again, with null. */
  readonly onFailing: (error: Error | null) => void
  /** Told of a file that could not be read and was put aside. */
  readonly onUnreadable: (error: Error) => void
}

export interface OpenedJournal {
  readonly journal: JournalWriter
  /** What an earlier process has left; nothing where that is too long ago for anyone to be waiting. */
  readonly kept: Kept
  /** Ends it. @param forget whether nothing is to be kept: the meetings are over. */
  close(forget: boolean): Promise<void>
}

const NOTHING: Kept = { rooms: [], sessions: [], at: null, boot: null }

/** Opens what keeps rooms. Never fails: where the disk does, the journal says so and tries again. */
export async function openJournal(options: OpenJournalOptions): Promise<OpenedJournal> {
  const { dataDir, port, enabled, rooms, onFailing, onUnreadable } = options
  const path = join(dataDir, `rooms-${port}.db`)
  const open = async (): Promise<{ store: JournalStore; kept: Kept }> => {
    if (!enabled) return { store: new MemoryJournalStore(), kept: NOTHING }
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    return openJournalStore(path, onUnreadable)
  }
  const opened = await open().catch((error: unknown) => {
    onFailing(error instanceof Error ? error : new Error(String(error)))
    return { store: null, kept: NOTHING }
  })
  // A file that was never written to has nothing to lose: a host's start need not wait for the disk.
  const now = { at: Date.now(), boot: bootTime() }
  // The last sign of life may be so much older than the process was.
  const tooOld = silenceMs(opened.kept, now) > limits.resumeWindowMs + LIFE_MS
  if (tooOld) await opened.store?.replace([], now.at, now.boot).catch(() => undefined)
  const kept = tooOld ? NOTHING : opened.kept
  const journal = new JournalWriter({
    store: opened.store,
    sessions: kept.sessions,
    open: async () => (await open()).store,
    rooms,
    onFailing,
  })
  return {
    journal,
    kept,
    async close(forget) {
      await journal.close(forget)
      if (enabled && forget) await removeStore(path)
    },
  }
}
