import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { PackageKind, UpdateMetadata, UpdateState } from '../../../protocol/ipc/update.ts'
import { writeJsonFile } from '../writeJsonFile.ts'
import { boundedText } from './boundedText.ts'
import { type Fetch, downloadUpdate } from './downloadUpdate.ts'
import { type InstallTools, installUpdate } from './installUpdate.ts'
import { verifyUpdate } from './verifyUpdate.ts'
import { UpdateError } from './UpdateError.ts'

const ANSWER_WITHIN_MS = 15_000
/** Far more than metadata takes. */
const MOST_BYTES = 200_000

const seenSchema = z.object({ signedAt: z.iso.datetime() })

export interface UpdaterOptions {
  /** The feed that is set now: the address of its metadata; null: none, and then nobody is asked. */
  readonly feed: () => string | null
  /** With which updates are signed; null: none is known, and then none is believed. */
  readonly key: string | null
  readonly version: string
  /** Null where the app was not installed from a package. */
  readonly kind: PackageKind | null
  readonly arch: string
  /** For what is fetched, and for what was seen. */
  readonly folder: string
  readonly fetch: Fetch
  readonly tools: InstallTools
  readonly now?: () => Date
}

/** Looks for updates at the feed that is set, and installs what was signed with our key. Nothing happens without a feed. */
export class Updater {
  readonly #options: UpdaterOptions

  constructor(options: UpdaterOptions) {
    this.#options = options
  }

  /** Asks the feed. Never rejects. */
  check(): Promise<UpdateState> {
    return this.#answer(async (feed) => {
      const offered = await this.#ask(feed)
      if (offered === null) return { state: 'current' }
      this.#fileOf(offered)
      return { state: 'offered', version: offered.version }
    })
  }

  /** Asks again, fetches what is offered now and installs it. Takes as long as the download does. Never rejects. */
  install(): Promise<UpdateState> {
    return this.#answer(async (feed) => {
      const offered = await this.#ask(feed)
      if (offered === null) return { state: 'current' }
      const { folder, fetch, tools } = this.#options
      const file = this.#fileOf(offered)
      const path = await downloadUpdate(file, feed, join(folder, 'update'), fetch)
      return { state: await installUpdate(file, path, tools), version: offered.version }
    })
  }

  async #answer(work: (feed: string) => Promise<UpdateState>): Promise<UpdateState> {
    const feed = this.#options.feed()
    if (feed === null || this.#options.kind === null) return { state: 'off' }
    try {
      return await work(feed)
    } catch (error) {
      return { state: 'refused', code: error instanceof UpdateError ? error.code : 'update_unreachable' }
    }
  }

  async #ask(feed: string): Promise<UpdateMetadata | null> {
    const { key, version, folder, fetch, now = () => new Date() } = this.#options
    if (key === null) throw new UpdateError('update_no_key')
    const response = await fetch(feed, { redirect: 'error', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    if (!response.ok) throw new UpdateError('update_unreachable')
    const text = await boundedText(response, MOST_BYTES)
    if (text === null) throw new UpdateError('update_unreadable')
    const path = join(folder, 'update-seen.json')
    const offered = verifyUpdate(text, { key, version, seen: await seenAt(path), now: now() })
    if (offered !== null) await writeJsonFile(path, { signedAt: offered.signedAt })
    return offered
  }

  #fileOf({ files }: UpdateMetadata) {
    const { kind, arch } = this.#options
    const file = files.find((one) => one.kind === kind && (one.arch === arch || one.arch === 'universal'))
    if (file === undefined) throw new UpdateError('update_no_package')
    return file
  }
}

async function seenAt(path: string): Promise<string | null> {
  try {
    return seenSchema.parse(JSON.parse(await readFile(path, 'utf8'))).signedAt
  } catch {
    return null
  }
}
