import { spawn } from 'node:child_process'
import { createReadStream } from 'node:fs'

export interface RunOptions {
  /** A file that the program gets as its input; it is waited for then. */
  readonly input?: string
}

/**
 * Starts a program. One with an input is waited for; any other goes on by itself, also when the app has ended.
 *
 * @throws Error where it does not start. @throws ProgramFailed where it is waited for and ends badly.
 */
export type RunProgram = (program: string, words: readonly string[], options?: RunOptions) => Promise<void>

export class ProgramFailed extends Error {
  /** Null where a signal ended it. */
  readonly code: number | null

  constructor(program: string, code: number | null) {
    super(`${program} ended with ${code}`)
    this.name = 'ProgramFailed'
    this.code = code
  }
}

/** As the system does it. */
export const runProgram: RunProgram = (program, words, { input } = {}) =>
  new Promise((resolve, reject) => {
    const waits = input !== undefined
    const child = spawn(program, words, {
      stdio: [waits ? 'pipe' : 'ignore', 'ignore', 'ignore'],
      detached: !waits,
    })
    child.once('error', reject)
    if (!waits) {
      child.once('spawn', resolve)
      child.unref()
      return
    }
    // A program that ends early, as without a password, takes no more; its end says why.
    child.stdin?.on('error', () => undefined)
    const reading = createReadStream(input)
    reading.once('error', (error) => {
      child.kill()
      reject(error)
    })
    if (child.stdin !== null) reading.pipe(child.stdin)
    child.once('exit', (code) => {
      reading.destroy()
      if (code === 0) resolve()
      else reject(new ProgramFailed(program, code))
    })
  })
