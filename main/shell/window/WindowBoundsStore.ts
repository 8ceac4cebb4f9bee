import { readFile } from 'node:fs/promises'
import type { BrowserWindow } from 'electron'
import { z } from 'zod'
import { writeJsonFile } from '../writeJsonFile.ts'
import { type Place, placeSchema } from './fitWindowBounds.ts'

/** A window that is dragged moves a hundred times a second; it is written down once it rests (milliseconds). */
const REST_MS = 500

const fileSchema = z.object({ version: z.literal(1), place: placeSchema })

/** Remembers where the window was. A file that cannot be read or written is no reason to say anything. */
export class WindowBoundsStore {
  readonly #path: string
  /** Where it was when the app last ended; null: nowhere yet. */
  readonly last: Place | null
  #timer: ReturnType<typeof setTimeout> | null = null

  private constructor(path: string, last: Place | null) {
    this.#path = path
    this.last = last
  }

  static async create(path: string): Promise<WindowBoundsStore> {
    try {
      return new WindowBoundsStore(path, fileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).place)
    } catch {
      return new WindowBoundsStore(path, null)
    }
  }

  follow(window: BrowserWindow): void {
    const changed = () => {
      if (this.#timer !== null) clearTimeout(this.#timer)
      this.#timer = setTimeout(() => this.#keep(window), REST_MS)
    }
    window.on('resize', changed)
    window.on('move', changed)
    window.on('close', () => this.#keep(window))
  }

  #keep(window: BrowserWindow): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    if (window.isDestroyed() || window.isMinimized()) return
    const place: Place = { ...window.getNormalBounds(), maximized: window.isMaximized() }
    writeJsonFile(this.#path, { version: 1, place }).catch(() => undefined)
  }
}
