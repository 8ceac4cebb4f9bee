import { rename, rm } from 'node:fs/promises'
import { FileStore } from './FileStore.ts'
import type { Kept, Store } from './Store.ts'
import { UnreadableFileError } from './UnreadableFileError.ts'

/** SQLite keeps two files beside the main one. */
const PARTS = ['', '-wal', '-shm']

/**
 * Opens the store in a file and reads what it holds. A file that cannot be read is put aside, ending in
 * `.unreadable`, and a new one begun: a host must be able to start.
 *
 * @param onUnreadable is told of a file that was put aside.
 * @throws Error where the file cannot be opened now, as on a full disk.
 */
export async function openStore(
  path: string,
  onUnreadable: (error: UnreadableFileError) => void,
): Promise<{ readonly store: Store; readonly kept: Kept }> {
  try {
    return await openAndLoad(path)
  } catch (error) {
    if (!(error instanceof UnreadableFileError)) throw error
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

async function openAndLoad(path: string): Promise<{ store: Store; kept: Kept }> {
  const store = await FileStore.open(path)
  try {
    return { store, kept: await store.load() }
  } catch (error) {
    await store.close()
    throw error
  }
}
