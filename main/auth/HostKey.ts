import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hostKeySchema } from '../../protocol/hostKey.ts'

const FILE = 'host-key'

/**
 * The secret by which people show that a host is theirs. It stays the same over restarts. Only its digest is held, so that
 * nothing that reads our memory, or a log, finds it.
 */
export class HostKey {
  readonly #digest: Buffer

  private constructor(key: string) {
    this.#digest = digestOf(key)
  }

  /**
   * Reads the key, or makes it on the first run.
   *
   * @param folder is made where it is missing; the key in it is readable by its owner alone.
   * @throws when the folder cannot be read, or a key cannot be written.
   */
  static async open(folder: string): Promise<HostKey> {
    return new HostKey((await readHostKey(folder)) ?? (await makeHostKey(folder)))
  }

  /** A key that nobody knows: nobody is known by it. */
  static unknown(): HostKey {
    return new HostKey(newKey())
  }

  /** Takes the same time whatever is wrong with a key. */
  matches(key: string): boolean {
    return timingSafeEqual(this.#digest, digestOf(key))
  }
}

/** The key as it lies in a folder; null where there is none, or what lies there is not one. */
export async function readHostKey(folder: string): Promise<string | null> {
  const path = join(folder, FILE)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const read = hostKeySchema.safeParse(text.trim())
  if (!read.success) return null
  // A backup that was put back may have opened it to others.
  await chmod(path, 0o600).catch(() => undefined)
  return read.data
}

/** Written beside and renamed, so that a crash in between leaves no half key behind. */
async function makeHostKey(folder: string): Promise<string> {
  const key = newKey()
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, FILE)
  const beside = `${path}.${process.pid}.new`
  await writeFile(beside, `${key}\n`, { mode: 0o600 })
  await rename(beside, path)
  return key
}

function newKey(): string {
  return randomBytes(32).toString('base64url')
}

function digestOf(key: string): Buffer {
  return createHash('sha256').update(key).digest()
}
