import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { packageNameSchema } from '../../../protocol/ipc/packageName.ts'

export interface Installer {
  readonly name: string
  readonly bytes: number
  /** In hex. */
  readonly sha256: string
}

/** What people install programs from; anything else in the folder is not shown. */
const ENDING = /\.(?:exe|msi|dmg|pkg|deb|rpm|appimage|zip|tar\.gz)$/i

const MAX_INSTALLERS = 50

/** The installers that an administrator has put into a folder. What is in it may change while the host runs. */
export class InstallerFolder {
  readonly #folder: string
  /** Reading a hundred megabytes takes a moment, so it is done once for each version of a file. */
  readonly #sums = new Map<string, { readonly version: string; readonly sha256: Promise<string> }>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** By name. Empty where the folder cannot be read. */
  async list(): Promise<Installer[]> {
    const names = await readdir(this.#folder).catch(() => [])
    const known = names.filter(isInstaller).toSorted()
    const found: Installer[] = []
    for (const name of known.slice(0, MAX_INSTALLERS)) {
      const file = await this.#open(name)
      if (file === null) continue
      await file.handle.close()
      const sha256 = await this.#sumOf(name, file.version).catch(() => null)
      if (sha256 !== null) found.push({ name, bytes: file.bytes, sha256 })
    }
    return found
  }

  /** @returns null for what is not an installer of this folder. */
  async read(name: string): Promise<{ readonly bytes: number; readonly body: ReadableStream } | null> {
    const file = isInstaller(name) ? await this.#open(name) : null
    if (file === null) return null
    return { bytes: file.bytes, body: Readable.toWeb(file.handle.createReadStream()) as ReadableStream }
  }

  /** What is read belongs to what was looked at, also where another file takes its place meanwhile. */
  async #open(name: string) {
    const handle = await open(join(this.#folder, name)).catch(() => null)
    if (handle === null) return null
    const stats = await handle.stat()
    if (stats.isFile())
      return { handle, bytes: stats.size, version: `${stats.size} ${stats.mtimeMs} ${stats.ino}` }
    await handle.close()
    return null
  }

  #sumOf(name: string, version: string): Promise<string> {
    const known = this.#sums.get(name)
    if (known?.version === version) return known.sha256
    const hash = createHash('sha256')
    const sha256 = pipeline(createReadStream(join(this.#folder, name)), hash).then(() => hash.digest('hex'))
    this.#sums.set(name, { version, sha256 })
    // A file that could not be read is tried again.
    sha256.catch(() => this.#sums.delete(name))
    return sha256
  }
}

function isInstaller(name: string): boolean {
  return ENDING.test(name) && packageNameSchema.safeParse(name).success
}
