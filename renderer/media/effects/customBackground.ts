/** Larger than any camera's picture nobody needs it; a photograph of a phone has six times as many pixels. */
const MAX_WIDTH = 1920
const MAX_HEIGHT = 1080
const DATABASE = 'hearth-effects'
const STORE = 'pictures'
const KEY = 'own'

/**
 * Keeps a person's own background, in this browser on this machine and nowhere else. It is kept as a new JPEG, so
 * where a photograph was taken and with what is not kept with it.
 *
 * @returns what is kept.
 * @throws Error where the file is no picture or nothing can be kept.
 */
export async function keepOwnPicture(file: Blob): Promise<Blob> {
  const picture = await createImageBitmap(file)
  const scale = Math.min(1, Math.max(MAX_WIDTH / picture.width, MAX_HEIGHT / picture.height))
  const canvas = new OffscreenCanvas(Math.round(picture.width * scale), Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  const kept = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 })
  await inStore('readwrite', (store) => store.put(kept, KEY))
  return kept
}

/** The picture that was kept; null where there is none. @throws Error where the browser keeps nothing. */
export async function readOwnPicture(): Promise<Blob | null> {
  const kept: unknown = await inStore('readonly', (store) => store.get(KEY))
  return kept instanceof Blob ? kept : null
}

function inStore<T>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open(DATABASE, 1)
    opened.onupgradeneeded = () => opened.result.createObjectStore(STORE)
    opened.onerror = () => reject(opened.error ?? new Error('Nothing can be kept.'))
    opened.onsuccess = () => {
      const database = opened.result
      const transaction = database.transaction(STORE, mode)
      const asked = ask(transaction.objectStore(STORE))
      transaction.oncomplete = () => resolve(asked.result)
      transaction.onabort = () => reject(transaction.error ?? new Error('Nothing can be kept.'))
      transaction.onerror = () => reject(transaction.error ?? new Error('Nothing can be kept.'))
      database.close()
    }
  })
}
