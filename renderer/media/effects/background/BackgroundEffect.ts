import type { Background } from '../effectsState.ts'
import { Heartbeat } from '../Heartbeat.ts'
import type { EffectEvents, TrackEffect } from '../TrackEffect.ts'
import { canShow } from './canShow.ts'
import { CanvasTrack } from './CanvasTrack.ts'
import { loadBackdrop } from './loadBackdrop.ts'
import type { FromWorker, ToWorker } from './workerMessages.ts'

/** What cameras give where they do not say. */
const USUAL_RATE = 30

/** Replaces what stands behind the person. The work is done in a worker; here tracks are made and joined. */
export class BackgroundEffect implements TrackEffect {
  readonly #worker: Worker
  readonly #events: EffectEvents
  #output: MediaStreamTrack | null = null
  #drawn: CanvasTrack | null = null
  /** Counts the looks asked for: reading a picture takes a moment, and the last choice counts. */
  #looks = 0
  #look: Promise<void> = Promise.resolve()
  #onFlowing: (() => void) | null = null
  #onFailed: (() => void) | null = null
  /** A worker that is ended by the browser or hangs says nothing, and its last picture would stand for good. */
  readonly #heartbeat = new Heartbeat(
    () => {
      this.#tell({ kind: 'ping' })
      return true
    },
    () => this.#fail(),
  )

  private constructor(worker: Worker, events: EffectEvents) {
    this.#worker = worker
    this.#events = events
  }

  /** @throws Error where the model cannot be fetched or this browser cannot run it. */
  static async load(events: EffectEvents): Promise<BackgroundEffect> {
    const worker = new Worker(new URL('./backgroundWorker.ts', import.meta.url), { type: 'module' })
    const effect = new BackgroundEffect(worker, events)
    try {
      await new Promise<void>((resolve, reject) => {
        worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
          if (data.kind === 'loaded') resolve()
          else if (data.kind === 'failed') reject(new Error('The effect could not be loaded.'))
        }
        worker.onerror = () => reject(new Error('The effect could not be started.'))
      })
    } catch (error) {
      worker.terminate()
      throw error
    }
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => effect.#receive(data)
    worker.onerror = () => effect.#fail()
    return effect
  }

  /** Shows something else behind the person from now on. */
  show(background: Background): void {
    const looks = ++this.#looks
    const look = canShow(background)
      ? loadBackdrop(background)
      : Promise.reject(new Error('No such effect here.'))
    this.#look = look.then(
      (look) => {
        if (looks === this.#looks) this.#tell({ kind: 'look', look })
      },
      () => {
        if (looks === this.#looks) this.#fail()
      },
    )
  }

  async process(track: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.#heartbeat.start()
    // The first picture that anybody sees has the background that was chosen.
    await this.#look
    const flowing = new Promise<void>((resolve, reject) => {
      this.#onFlowing = resolve
      this.#onFailed = () => reject(new Error('The effect failed.'))
    })
    const { frameRate = USUAL_RATE } = track.getSettings()
    const budget = 1000 / Math.max(1, frameRate)
    const drawn = typeof MediaStreamTrackProcessor === 'undefined' ? this.#draw(track, budget) : null
    const output = drawn?.output ?? this.#stream(track, budget)
    const before = { output: this.#output, drawn: this.#drawn }
    this.#output = output
    this.#drawn = drawn
    before.drawn?.close()
    await flowing
    before.output?.stop()
    return output
  }

  rest(): void {
    this.#heartbeat.stop()
    this.#drawn?.close()
    this.#drawn = null
    this.#output?.stop()
    this.#output = null
  }

  wake(): void {
    // A camera that was off has a new track.
  }

  close(): void {
    this.rest()
    this.#worker.terminate()
  }

  #stream(track: MediaStreamTrack, budget: number): MediaStreamTrack {
    // One picture at a time: whoever is late works on the newest, not on a queue.
    const { readable } = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 })
    const output = new MediaStreamTrackGenerator({ kind: 'video' })
    const { writable } = output
    this.#tell({ kind: 'stream', readable, writable, budget }, [readable, writable])
    return output
  }

  #draw(track: MediaStreamTrack, budget: number): CanvasTrack {
    return new CanvasTrack(track, (picture, at) =>
      this.#tell({ kind: 'picture', picture, at, budget }, [picture]),
    )
  }

  #receive(message: FromWorker): void {
    this.#heartbeat.heard()
    switch (message.kind) {
      case 'loaded':
      case 'pong':
        return
      case 'failed':
        return this.#fail()
      case 'flowing':
        return this.#onFlowing?.()
      case 'composed':
        this.#drawn?.draw(message.picture)
        return this.#onFlowing?.()
      case 'cost':
        return this.#events.onCost(message.cost)
      case 'tooSlow':
        return this.#events.onEnd('tooSlow')
      default:
        message satisfies never
    }
  }

  #fail(): void {
    this.#onFailed?.()
    this.#events.onEnd('failed')
  }

  #tell(message: ToWorker, transfer: Transferable[] = []): void {
    this.#worker.postMessage(message, transfer)
  }
}
