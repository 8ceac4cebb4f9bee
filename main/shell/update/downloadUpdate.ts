import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { UpdateFile } from '../../../protocol/ipc/update.ts'
import { UpdateError } from './UpdateError.ts'

/** A server that sends nothing for so long will not go on. */
const SILENCE_MS = 60_000

export type Fetch = (url: string, init: { redirect: 'error'; signal?: AbortSignal }) => Promise<Response>

/**
 * Fetches a file of an update into a folder. Only a whole one with the right content stays there.
 *
 * @returns its path.
 * @throws UpdateError
 */
export async function downloadUpdate(
  { name, size, sha256 }: UpdateFile,
  feed: string,
  folder: string,
  fetch: Fetch,
): Promise<string> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const part = join(folder, `${name}.part`)
  const file = await open(part, 'wx', 0o600)
  try {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of chunksOf(await ask(new URL(encodeURIComponent(name), feed).href, fetch))) {
      bytes += chunk.length
      // Whoever sends more than was signed would fill the disk.
      if (bytes > size) throw new UpdateError('update_wrong_hash')
      hash.update(chunk)
      await file.write(chunk)
    }
    if (bytes < size) throw new UpdateError('update_truncated')
    if (hash.digest('hex') !== sha256) throw new UpdateError('update_wrong_hash')
    await file.sync()
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  } finally {
    await file.close()
  }
  const whole = join(folder, name)
  await rename(part, whole)
  return whole
}

async function ask(url: string, fetch: Fetch): Promise<ReadableStream<Uint8Array>> {
  const response = await inTime(fetch(url, { redirect: 'error' })).catch(() => null)
  if (response?.ok !== true || response.body === null) throw new UpdateError('update_unreachable')
  return response.body
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (;;) {
      const { done, value } = await inTime(reader.read()).catch(() => {
        throw new UpdateError('update_truncated')
      })
      if (done) return
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** @throws Error where nothing comes for too long. */
async function inTime<T>(coming: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The server is silent.')), SILENCE_MS)
  })
  return Promise.race([coming, silence]).finally(() => clearTimeout(timer))
}
