/**
 * Runs in the audio worklet before the noise suppressor's own program and measures it: every processor that is
 * registered from then on tells each second how long it worked, as a {@link SoundReport} over its port. The
 * worklet's clock has whole milliseconds; over hundreds of pieces the roundings cancel each other out.
 */

/** One second of sound. All in milliseconds. */
export interface SoundReport {
  /** The work it took. */
  readonly busy: number
  /** How much sound it was. */
  readonly sound: number
  /** How long it took until so much sound had come: more than `sound` where the machine is late. */
  readonly passed: number
}

interface Processor {
  readonly port: MessagePort
  process(
    inputs: Float32Array[][],
    outputs: Float32Array[][],
    parameters: Record<string, Float32Array>,
  ): boolean
}
type ProcessorClass = new (options: unknown) => Processor

declare const sampleRate: number
declare const registerProcessor: (name: string, processor: ProcessorClass) => void

const PIECE_MS = (128 / sampleRate) * 1000
const REPORT_MS = 1000

const register = registerProcessor
const registerTimed: typeof register = (name, Original) => {
  class Timed extends Original {
    #busy = 0
    #sound = 0
    #since = Date.now()

    override process(...piece: Parameters<Processor['process']>): boolean {
      const began = Date.now()
      const goesOn = super.process(...piece)
      const now = Date.now()
      this.#busy += now - began
      this.#sound += PIECE_MS
      if (this.#sound >= REPORT_MS) {
        const report: SoundReport = { busy: this.#busy, sound: this.#sound, passed: now - this.#since }
        this.port.postMessage(report)
        this.#busy = 0
        this.#sound = 0
        this.#since = now
      }
      return goesOn
    }
  }
  register(name, Timed)
}
Object.assign(globalThis, { registerProcessor: registerTimed })
