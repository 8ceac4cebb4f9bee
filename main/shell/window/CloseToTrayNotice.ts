import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { writeJsonFile } from '../writeJsonFile.ts'

const fileSchema = z.object({ version: z.literal(1), stayTold: z.boolean() })

/**
 * Remembers that the person has been told once what closing the window means. That is no setting: nobody changes it, and
 * no policy does. Where the file cannot be read or written, it is told once more.
 */
export class CloseToTrayNotice {
  readonly #path: string
  #told: boolean

  private constructor(path: string, told: boolean) {
    this.#path = path
    this.#told = told
  }

  static async create(path: string): Promise<CloseToTrayNotice> {
    try {
      return new CloseToTrayNotice(path, fileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).stayTold)
    } catch {
      return new CloseToTrayNotice(path, false)
    }
  }

  get told(): boolean {
    return this.#told
  }

  /** Resolves when that is kept, as far as it can be. */
  async tell(): Promise<void> {
    this.#told = true
    await writeJsonFile(this.#path, { version: 1, stayTold: true }).catch(() => undefined)
  }
}
