import { cameraConstraints, microphoneConstraints } from '../captureSettings.ts'
import type { CaptureScope } from './CaptureScope.ts'
import { captureWithin } from './captureWithin.ts'
import { deviceConstraint } from './deviceConstraint.ts'
import type { deviceList } from './deviceList.ts'
import { deviceProblem } from './deviceProblem.ts'
import type { LocalMediaState, LocalSource } from '../localMediaState.ts'

/** How long one device may take to answer. */
const LIMIT_MS = 10_000
/** How long two may take that were asked for together; then each has the rest of the time alone. */
const BOTH_LIMIT_MS = 6000

export interface DeviceOpenerOptions {
  readonly scope: CaptureScope
  readonly inventory: () => deviceList
  readonly wish: () => Pick<LocalMediaState, 'chosen' | 'settings'>
  /** Whether a device of this kind runs now. */
  readonly runs: (source: LocalSource) => boolean
  readonly release: (source: LocalSource) => void
  /** The person has not answered the browser's question for a while. */
  readonly onAsking: (source: LocalSource) => void
}

/** Asks the browser for our devices as they are wanted now, with a time limit and a way round what is missing or busy. */
export class DeviceOpener {
  readonly #options: DeviceOpenerOptions

  constructor(options: DeviceOpenerOptions) {
    this.#options = options
  }

  /** Opens both, so that the browser shows one question instead of two. @throws where one of them fails. */
  both(): Promise<MediaStream> {
    const { scope, wish, onAsking } = this.#options
    const { chosen } = wish()
    const audio = this.#constraints('microphone', chosen.microphone)
    const video = this.#constraints('camera', chosen.camera)
    return captureWithin(scope, { audio, video }, BOTH_LIMIT_MS, () => {
      onAsking('microphone')
      onAsking('camera')
    })
  }

  /**
   * Opens one.
   *
   * @param failedWithOther why both together did not open, where that was tried just now.
   * @throws what `deviceProblem` reads.
   */
  async one(source: LocalSource, failedWithOther: unknown = null): Promise<MediaStreamTrack | undefined> {
    const waitedMs = deviceProblem(failedWithOther) === 'noAnswer' ? BOTH_LIMIT_MS : 0
    const { scope, wish, runs, release, onAsking } = this.#options
    const ask = (chosen = wish().chosen[source]) => {
      const constraints = this.#constraints(source, chosen)
      const wanted = source === 'microphone' ? { audio: constraints } : { video: constraints }
      return captureWithin(scope, wanted, LIMIT_MS - waitedMs, () => onAsking(source))
    }
    const stream = await ask().catch(async (error: unknown) => {
      const problem = deviceProblem(error)
      // What is not there gives way to the default.
      if (problem === 'missing') return ask(null)
      // Some phones open one camera at a time.
      if (problem !== 'busy' || !runs(source) || scope.closed) throw error
      release(source)
      return ask()
    })
    return stream.getTracks()[0]
  }

  #constraints(source: LocalSource, chosen: string | null): MediaTrackConstraints {
    const { inventory, wish, runs } = this.#options
    const { settings } = wish()
    return {
      ...deviceConstraint(inventory()[source], chosen, runs(source)),
      ...(source === 'microphone' ? microphoneConstraints(settings) : cameraConstraints(settings)),
    }
  }
}
