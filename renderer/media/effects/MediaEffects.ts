import { createStore, type StoreApi } from 'zustand/vanilla'
import type { LocalSource } from '../localMediaState.ts'
import type { BackgroundEffect } from './background/BackgroundEffect.ts'
import type { Background, EffectPhase, EffectsState, EffectsSettings } from './effectsState.ts'
import type { Effects } from './Effects.ts'
import type { EffectEvents } from './TrackEffect.ts'
import { TrackPipeline } from './TrackPipeline.ts'

/**
 * The effects on our own picture and sound: what is wished, what runs, and what is sent. What an effect needs (a
 * worker, models, megabytes of WebAssembly) is loaded when it first has something to work on.
 */
export class MediaEffects implements Effects {
  readonly store: StoreApi<EffectsState>
  readonly #pipelines: Readonly<Record<LocalSource, TrackPipeline>>
  #camera: BackgroundEffect | null = null

  /**
   * @param onSend a device's track is to be replaced by this one where it is sent and shown.
   * @param onUncovered nothing hides the room behind us any more, though it was wished for: the camera is to be turned off.
   */
  constructor(
    wish: EffectsSettings,
    onSend: (source: LocalSource, track: MediaStreamTrack | null) => void,
    onUncovered: () => void,
  ) {
    this.store = createStore<EffectsState>(() => ({
      wish,
      camera: { kind: 'off' },
      microphone: { kind: 'off' },
      ended: null,
    }))
    const pipeline = (source: LocalSource, holdsBack: boolean) =>
      new TrackPipeline({
        holdsBack,
        onSend: (track) => onSend(source, track),
        onPhase: (phase) => this.#setPhase(source, phase),
        onEnd: (why) => {
          this.#forget(source)
          this.store.setState({ ended: { source, why } })
          if (holdsBack) onUncovered()
        },
      })
    this.#pipelines = { camera: pipeline('camera', true), microphone: pipeline('microphone', false) }
    if (wish.background !== 'none') this.#useCamera()
    if (wish.suppressNoise) this.#useMicrophone()
  }

  setBackground(background: Background): void {
    const { wish, ended } = this.store.getState()
    const before = wish.background
    if (background === before && background !== 'own') return
    this.store.setState({
      wish: { ...wish, background },
      ended: ended?.source === 'camera' ? null : ended,
    })
    if (background === 'none') this.#pipelines.camera.use(null)
    else if (before === 'none') this.#useCamera()
    // What runs goes on with another background. While it is being loaded, it will ask which.
    else this.#camera?.show(background)
  }

  setSuppressNoise(suppressNoise: boolean): void {
    const { wish, ended } = this.store.getState()
    if (suppressNoise === wish.suppressNoise) return
    this.store.setState({
      wish: { ...wish, suppressNoise },
      ended: ended?.source === 'microphone' ? null : ended,
    })
    if (suppressNoise) this.#useMicrophone()
    else this.#pipelines.microphone.use(null)
  }

  /** See {@link TrackPipeline.follow}. */
  follow(source: LocalSource, track: MediaStreamTrack | null): MediaStreamTrack | null {
    return this.#pipelines[source].follow(track)
  }

  close(): void {
    this.#pipelines.camera.close()
    this.#pipelines.microphone.close()
  }

  #useCamera(): void {
    this.#pipelines.camera.use(async (events: EffectEvents) => {
      const { BackgroundEffect } = await import('./background/BackgroundEffect.ts')
      this.#camera = await BackgroundEffect.load(events)
      this.#camera.show(this.store.getState().wish.background)
      return this.#camera
    })
  }

  #useMicrophone(): void {
    this.#pipelines.microphone.use(async (events: EffectEvents) => {
      const { NoiseSuppression } = await import('./noise/NoiseSuppression.ts')
      return NoiseSuppression.load(events)
    })
  }

  /** What switched itself off is not wished any more, so that it stays off until it is asked for again. */
  #forget(source: LocalSource): void {
    const { wish } = this.store.getState()
    this.store.setState({
      wish: source === 'camera' ? { ...wish, background: 'none' } : { ...wish, suppressNoise: false },
    })
  }

  #setPhase(source: LocalSource, phase: EffectPhase): void {
    this.store.setState(source === 'camera' ? { camera: phase } : { microphone: phase })
  }
}
