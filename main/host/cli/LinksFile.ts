import { rmSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RoomName } from '../../../protocol/names.ts'
import { readHostKey } from '../../auth/HostKey.ts'
import type { HostAddress } from '../createHost.ts'
import { type HostLinks, hostLinks, hostLinksSchema } from './hostLinks.ts'

const keptSchema = z.object({
  /** Of the process that hosts. */
  pid: z.number().int().positive(),
  /** Where this computer reaches it. */
  base: z.url(),
  port: z.number().int(),
  links: hostLinksSchema,
})
/** What a running host says of itself in its data folder. */
export type KeptLinks = z.infer<typeof keptSchema>

const NAME = /^links-\d+\.json$/

/** The file in which a running host keeps its links, for `hearth links`. It is readable by its user alone, and goes with the host. */
export class LinksFile {
  readonly #folder: string
  readonly #room: RoomName | null
  readonly #onFailed: (error: unknown) => void
  #path: string | null = null
  #writing: Promise<unknown> = Promise.resolve()

  /**
   * @param folder of the host, with its key.
   * @param room where the links lead; null: to the host's first page.
   * @param onFailed called when they cannot be kept: the host goes on without.
   */
  constructor(folder: string, room: RoomName | null, onFailed: (error: unknown) => void) {
    this.#folder = folder
    this.#room = room
    this.#onFailed = onFailed
    process.once('exit', () => {
      if (this.#path !== null) rmSync(this.#path, { force: true })
    })
  }

  /** Keeps the links as they are now, and returns them. Never rejects. */
  keep(address: HostAddress): Promise<HostLinks> {
    const done = this.#writing.then(() => this.#keep(address))
    this.#writing = done
    return done
  }

  async #keep(address: HostAddress): Promise<HostLinks> {
    const key = await readHostKey(this.#folder).catch((error: unknown) => {
      this.#onFailed(error)
      return null
    })
    const links = hostLinks(address, this.#room, key)
    const { base, port } = address
    const kept: KeptLinks = { pid: process.pid, base, port, links }
    // Several hosts may share a folder.
    this.#path = join(this.#folder, `links-${port}.json`)
    const beside = `${this.#path}.${process.pid}.new`
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await writeFile(beside, JSON.stringify(kept), { mode: 0o600 })
      await rename(beside, this.#path)
    } catch (error) {
      this.#onFailed(error)
    }
    return links
  }
}

/** What hosts have left in a folder, those that were killed included. @throws when the folder cannot be read. */
export async function readKeptLinks(folder: string): Promise<KeptLinks[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const texts = await Promise.all(
    names.filter((name) => NAME.test(name)).map((name) => readFile(join(folder, name), 'utf8').catch(goneIs)),
  )
  return texts.flatMap((text) => {
    const read = keptSchema.safeParse(parsed(text))
    return read.success ? [read.data] : []
  })
}

/** A host may end between two looks. */
function goneIs(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return ''
  throw error
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
