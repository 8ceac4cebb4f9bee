import type { WebContents } from 'electron'

/** As long as Chromium itself takes a click for the reason of what follows it. */
const VALID_MS = 5000

/** What a person does on purpose; moving the mouse or scrolling is not. */
const ON_PURPOSE: ReadonlySet<string> = new Set(['mouseDown', 'rawKeyDown', 'keyDown', 'gestureTap'])

/**
 * Clicks and keys of a page, each good for one window or download. Electron opens what a page asks for without one, and
 * does not say whether there was any.
 */
export class Clicks {
  #lastAt: number | null = null

  constructor(contents: Pick<WebContents, 'on'>) {
    contents.on('input-event', (_event, { type }) => {
      if (ON_PURPOSE.has(type)) this.#lastAt = performance.now()
    })
  }

  /** Whether there was one a moment ago, for which nothing has been opened yet. */
  take(): boolean {
    const at = this.#lastAt
    this.#lastAt = null
    return at !== null && performance.now() - at < VALID_MS
  }
}
