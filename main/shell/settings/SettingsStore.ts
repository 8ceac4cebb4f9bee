import { readFile } from 'node:fs/promises'
import {
  SETTING_KEYS,
  type Settings,
  type SettingsChange,
  settingsChangeSchema,
  settingsSchema,
} from '../../../protocol/ipc/settings.ts'
import { ShellError } from '../ShellError.ts'
import { writeJsonFile } from '../writeJsonFile.ts'
import type { PolicyInForce } from './parsePolicy.ts'

/**
 * The app's settings: what the person has chosen, kept in one JSON file of their app folder, below what an
 * administrator has decided. Only choices are kept, so that a new version's defaults reach whoever made none.
 */
export class SettingsStore {
  readonly #path: string
  readonly #inForce: PolicyInForce
  readonly #listeners = new Set<(settings: Settings) => void>()
  #chosen: SettingsChange
  #lastWrite: Promise<void> = Promise.resolve()

  private constructor(path: string, inForce: PolicyInForce, chosen: SettingsChange) {
    this.#path = path
    this.#inForce = inForce
    this.#chosen = chosen
  }

  /** Reads the file. A key that cannot be understood has its default; so have all in a damaged file. */
  static async create(path: string, inForce: PolicyInForce): Promise<SettingsStore> {
    return new SettingsStore(path, inForce, await readChosen(path))
  }

  /** What is in force now. */
  get settings(): Settings {
    return settingsSchema.parse({ ...this.#chosen, ...this.#inForce.values })
  }

  get policy(): PolicyInForce['policy'] {
    return this.#inForce.policy
  }

  /**
   * Takes over some choices at once and keeps them. Resolves when they are on the disk.
   *
   * @throws ShellError `managed` where an administrator has decided one of them; then none is taken over.
   */
  async change(changes: SettingsChange): Promise<void> {
    const { managed } = this.#inForce.policy
    if (managed.some((key) => changes[key] !== undefined)) throw new ShellError('managed')
    this.#chosen = { ...this.#chosen, ...changes }
    for (const listener of this.#listeners) listener(this.settings)
    const write = () => writeJsonFile(this.#path, { version: 1, ...this.#chosen })
    this.#lastWrite = this.#lastWrite.then(write, write)
    await this.#lastWrite
  }

  /** Called after each change, before it is on the disk. */
  onChange(listener: (settings: Settings) => void): void {
    this.#listeners.add(listener)
  }
}

async function readChosen(path: string): Promise<SettingsChange> {
  let found: unknown
  try {
    found = JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return {}
  }
  if (typeof found !== 'object' || found === null) return {}
  const chosen: Record<string, unknown> = {}
  for (const key of SETTING_KEYS) {
    const read = settingsChangeSchema.shape[key].safeParse(Reflect.get(found, key))
    if (read.success && read.data !== undefined) chosen[key] = read.data
  }
  return settingsChangeSchema.parse(chosen)
}
