import { rename, rm } from 'node:fs/promises'
import { FileJournalStore } from './FileJournalStore.ts'
import type { Kept, JournalStore } from './JournalStore.ts'
import { DamagedFileError } from '../DamagedFileError.ts'

/** SQLite keeps two files beside the main one. */
const PARTS = ['', '-wal', '-shm']

/**
 * Opens the store in a file and reads what it holds. A file that cannot be read is put aside, ending in
 * `.unreadable`, and a new one begun: a host must be able to start.
 *
 * @param onUnreadable is told of a file that was put aside.
 * @throws Error where the file cannot be opened now, as on a full disk.
 */
export async function openJournalStore(
  path: string,
  onUnreadable: (error: DamagedFileError) => void,
): Promise<{ readonly store: JournalStore; readonly kept: Kept }> {
  try {
    return await openAndLoad(path)
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error
    onUnreadable(error)
    for (const part of PARTS)
      await rename(`${path}${part}`, `${path}.unreadable${part}`).catch(() => undefined)
    return openAndLoad(path)
  }
}

/** Removes a store's file, which must be closed. */
export async function removeStore(path: string): Promise<void> {
  for (const part of PARTS) await rm(`${path}${part}`, { force: true })
}

async function openAndLoad(path: string): Promise<{ store: JournalStore; kept: Kept }> {
  const store = await FileJournalStore.open(path)
  try {
    return { store, kept: await store.load() }
  } catch (error) {
    await store.close()
    throw error
  }
}
