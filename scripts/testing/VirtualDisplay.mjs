import { spawn } from 'node:child_process'
import { Failure } from '../bootstrap/failure.mjs'

const PROGRAM = 'Xvfb'
const START_TIMEOUT_MS = 15_000

/** An X server without a screen, for tests that open windows. It chooses a free display number by itself. */
export class VirtualDisplay {
  static async create() {
    const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp']
    const child = spawn(PROGRAM, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
    const number = await new Promise((resolve, reject) => {
      const fail = () =>
        reject(
          new Failure(
            'Xvfb did not start, so there is no display for the end-to-end tests. Run "Xvfb :99" to see why.',
          ),
        )
      const timer = setTimeout(fail, START_TIMEOUT_MS)
      child.once('error', fail)
      child.once('exit', fail)
      child.stdio[3].setEncoding('utf8').once('data', (text) => {
        clearTimeout(timer)
        resolve(text.trim())
      })
    })
    return new VirtualDisplay(child, `:${number}`)
  }

  constructor(child, name) {
    this.child = child
    this.name = name
    // Also when we end by an error or process.exit().
    this.onExit = () => child.kill()
    process.once('exit', this.onExit)
  }

  close() {
    process.off('exit', this.onExit)
    this.child.kill()
  }
}
