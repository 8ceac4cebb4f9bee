import { durationText } from './durations.mjs'

const PLAIN_INTERVAL_MS = 30_000
const TERMINAL_INTERVAL_MS = 500

/**
 * Tells calmly what the bootstrap does: one line per step that had something to do. In a terminal
 * the line of a long step is rewritten; in a log a plain line appears every half minute, so that
 * nobody (and no watchdog) takes a long step for a hang. All goes to standard error, since standard
 * output belongs to the program that is started afterwards.
 */
export class Reporter {
  constructor({ stream = process.stderr, verbose = Boolean(process.env.HEARTH_VERBOSE) } = {}) {
    this.stream = stream
    this.verbose = verbose
  }

  /** Said of a step with nothing to do, and only to those who asked. */
  done(title, detail) {
    if (this.verbose) this.#line(`✓ ${title}: ${detail}`)
  }

  note(text) {
    this.#line(text)
  }

  warn(text) {
    this.#line(`! ${text}`)
  }

  /**
   * Runs one step. `expectation` says how long it usually takes; `work` gets a function that takes
   * the news of the moment (`compiling 120 of 263`).
   */
  step(title, expectation, work) {
    return this.#watch(title, expectation, work, (_error, elapsed) => `✗ ${title} (${elapsed})`)
  }

  /**
   * A step that may fail because there is another way: the reason is told calmly and returned instead of
   * thrown. Resolves to undefined when the step worked.
   */
  async attempt(title, expectation, work) {
    try {
      await this.#watch(
        title,
        expectation,
        work,
        (error) => `– ${title}: not possible here (${error.message})`,
      )
      return undefined
    } catch (error) {
      return error.message
    }
  }

  async #watch(title, expectation, work, failureLine) {
    const startedAt = performance.now()
    const elapsed = () => durationText(performance.now() - startedAt)
    let news = ''
    const running = () => `… ${title} (${[news || expectation, elapsed()].join(', ')})`
    const terminal = Boolean(this.stream.isTTY)
    const show = terminal ? () => this.#rewrite(running()) : () => this.#line(running())
    if (terminal) show()
    const timer = setInterval(show, terminal ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS)
    try {
      const result = await work((text) => {
        news = text
      })
      this.#line(`✓ ${title} (${elapsed()})`)
      return result
    } catch (error) {
      this.#line(failureLine(error, elapsed()))
      throw error
    } finally {
      clearInterval(timer)
    }
  }

  #line(text) {
    this.stream.write(this.stream.isTTY ? `\r\x1b[2K${text}\n` : `${text}\n`)
  }

  /** Cut to the terminal's width: a line that wraps could not be rewritten. */
  #rewrite(text) {
    this.stream.write(`\r\x1b[2K${text.slice(0, (this.stream.columns || 80) - 1)}`)
  }
}
