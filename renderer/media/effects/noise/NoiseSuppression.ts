import { loadRnnoise, RnnoiseWorkletNode } from '@sapphi-red/web-noise-suppressor'
import wasmUrl from '@sapphi-red/web-noise-suppressor/rnnoise.wasm?url'
import simdUrl from '@sapphi-red/web-noise-suppressor/rnnoise_simd.wasm?url'
// oxlint-disable-next-line import/default -- The bundler answers with the file's address.
import workletUrl from '@sapphi-red/web-noise-suppressor/rnnoiseWorklet.js?url'
import { CpuBudget } from '../CpuBudget.ts'
import { Heartbeat } from '../Heartbeat.ts'
import type { EffectEvents, TrackEffect } from '../TrackEffect.ts'
import { SOUND_PIECE_MS, audioCost } from './audioCost.ts'
import type { SoundReport } from './processorTimer.ts'
// oxlint-disable-next-line import/default -- The same.
import timerUrl from './processorTimer.ts?worker&url'

/** RNNoise was taught with this rate and works with no other. */
const RATE = 48_000

/** Takes noise out of speech, on the browser's own audio thread. */
export class NoiseSuppression implements TrackEffect {
  readonly #context: AudioContext
  readonly #suppressor: RnnoiseWorkletNode
  readonly #output: MediaStreamAudioDestinationNode
  readonly #heartbeat: Heartbeat
  #source: MediaStreamAudioSourceNode | null = null

  private constructor(context: AudioContext, wasm: ArrayBuffer, events: EffectEvents) {
    this.#context = context
    this.#suppressor = new RnnoiseWorkletNode(context, { wasmBinary: wasm, maxChannels: 1 })
    // What comes with two channels becomes one: speech has no more.
    this.#suppressor.channelCount = 1
    this.#suppressor.channelCountMode = 'explicit'
    this.#output = new MediaStreamAudioDestinationNode(context, { channelCount: 1 })
    this.#suppressor.connect(this.#output)
    // The worklet reports each second of sound; while the context rests, none is to be expected.
    this.#heartbeat = new Heartbeat(
      () => context.state === 'running',
      () => events.onEnd('failed'),
    )
  }

  /** @throws Error where the program cannot be fetched, or the browser has no audio worklets. */
  static async load(events: EffectEvents): Promise<NoiseSuppression> {
    const context = new AudioContext({ sampleRate: RATE, latencyHint: 'interactive' })
    try {
      const wasm = loadRnnoise({ url: wasmUrl, simdUrl })
      // The timer goes first: it measures what is registered after it.
      await context.audioWorklet.addModule(timerUrl)
      await context.audioWorklet.addModule(workletUrl)
      const effect = new NoiseSuppression(context, await wasm, events)
      effect.#report(events)
      return effect
    } catch (error) {
      void context.close()
      throw error
    }
  }

  async process(track: MediaStreamTrack): Promise<MediaStreamTrack> {
    this.#source?.disconnect()
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]))
    this.#source.connect(this.#suppressor)
    await running(this.#context)
    this.#heartbeat.start()
    const [output] = this.#output.stream.getAudioTracks()
    if (output === undefined) throw new Error('This browser gives no track of processed sound.')
    return output
  }

  rest(): void {
    this.#heartbeat.stop()
    // Nobody speaks, so nothing is computed.
    void this.#context.suspend()
  }

  wake(): void {
    this.#heartbeat.start()
    void this.#context.resume()
  }

  close(): void {
    this.#heartbeat.stop()
    this.#suppressor.destroy()
    for (const track of this.#output.stream.getTracks()) track.stop()
    void this.#context.close()
  }

  #report(events: EffectEvents): void {
    let watch = new CpuBudget()
    this.#context.onstatechange = () => {
      // A pause is no delay: what was measured across it does not count.
      watch = new CpuBudget()
    }
    this.#suppressor.port.onmessage = ({ data }: MessageEvent<SoundReport>) => {
      this.#heartbeat.heard()
      const stretch = audioCost(data)
      events.onCost({ ms: stretch.cost, ofMs: SOUND_PIECE_MS, eased: false })
      if (watch.add(stretch)) events.onEnd('tooSlow')
    }
    this.#suppressor.onprocessorerror = () => events.onEnd('failed')
  }
}

/** Before the first click on a page its audio may not run. Sound that does not run would be silence to everyone. */
async function running(context: AudioContext): Promise<void> {
  if (context.state === 'running') return
  const clicked = new AbortController()
  const { signal } = clicked
  await new Promise<void>((resolve) => {
    const resume = () => void context.resume().then(resolve, () => undefined)
    addEventListener('pointerup', resume, { signal })
    addEventListener('keyup', resume, { signal })
    resume()
  })
  clicked.abort()
}
