import type { EffectPhase } from './effectsState.ts'
import type { EffectEvents, TrackEffect } from './TrackEffect.ts'

export interface PipelineEvents {
  /** Something else is to be sent from now on; null: nothing. */
  onSend(track: MediaStreamTrack | null): void
  onPhase(phase: EffectPhase): void
  /**
   * The effect is off because of itself. Where it hid something, nothing is sent any more until the device is turned on
   * again; else already the device's own track.
   */
  onEnd(why: 'tooSlow' | 'failed'): void
}

export interface PipelineOptions extends PipelineEvents {
  /** Whether a device that starts sends nothing until its effect works: nobody may see the room meanwhile. */
  readonly holdsBack: boolean
}

/** From one device's track to the one that is sent. Without an effect both are the same. */
export class TrackPipeline {
  readonly #options: PipelineOptions
  #load: ((events: EffectEvents) => Promise<TrackEffect>) | null = null
  #loaded: Promise<TrackEffect> | null = null
  #track: MediaStreamTrack | null = null
  #sent: MediaStreamTrack | null = null
  /** What the effect has made last, and of what. */
  #done: { track: MediaStreamTrack; processed: MediaStreamTrack; effect: TrackEffect } | null = null
  /** Counts what was asked, so that a slow answer to something older is thrown away. */
  #attempt = 0

  constructor(options: PipelineOptions) {
    this.#options = options
  }

  /**
   * The device gives this track from now on; null: it is off.
   *
   * @returns what is to be sent at once. What comes later is told by `onSend`.
   */
  follow(track: MediaStreamTrack | null): MediaStreamTrack | null {
    if (track === this.#track) return this.#sent
    const before = this.#track
    this.#track = track
    this.#attempt += 1
    if (track === null) {
      this.#sent = null
      this.#rest()
    } else if (this.#done?.track === track && this.#done.processed.readyState === 'live') {
      this.#sent = this.#done.processed
      this.#done.effect.wake()
      this.#options.onPhase({ kind: 'on', cost: null })
    } else {
      // Where another device takes over, the last picture stands until the effect works on the new one's.
      const keeps = this.#sent !== null && this.#sent !== before
      if (this.#load === null || !this.#options.holdsBack) this.#sent = track
      else if (!keeps) this.#sent = null
      this.#prepare()
    }
    return this.#sent
  }

  /** @param load brings the effect; it is called when there is something to work on. Null: no effect. */
  use(load: ((events: EffectEvents) => Promise<TrackEffect>) | null): void {
    this.#unload()
    this.#load = load
    if (load === null) {
      this.#options.onPhase({ kind: 'off' })
      this.#send(this.#track)
    } else if (this.#track === null) this.#options.onPhase({ kind: 'waiting' })
    else this.#prepare()
  }

  close(): void {
    this.#unload()
    this.#load = null
  }

  #rest(): void {
    if (this.#load === null) return
    this.#loaded?.then(
      (effect) => {
        if (this.#track === null) effect.rest()
      },
      () => undefined,
    )
    this.#options.onPhase({ kind: 'waiting' })
  }

  #prepare(): void {
    const load = this.#load
    const track = this.#track
    if (load === null || track === null) return
    const attempt = this.#attempt
    const current = () => attempt === this.#attempt
    this.#options.onPhase({ kind: 'preparing' })
    this.#loaded ??= this.#start(load)
    this.#loaded
      .then(async (effect) => {
        if (!current()) return
        const processed = await effect.process(track)
        if (!current()) return
        this.#done = { track, processed, effect }
        this.#options.onPhase({ kind: 'on', cost: null })
        this.#send(processed)
      })
      .catch(() => {
        if (current()) this.#end('failed')
      })
  }

  #start(load: (events: EffectEvents) => Promise<TrackEffect>): Promise<TrackEffect> {
    const mine = () => this.#loaded === loaded
    const loaded: Promise<TrackEffect> = load({
      onCost: (cost) => {
        if (mine() && this.#sent !== this.#track) this.#options.onPhase({ kind: 'on', cost })
      },
      onEnd: (why) => {
        if (mine()) this.#end(why)
      },
    })
    return loaded
  }

  #end(why: 'tooSlow' | 'failed'): void {
    if (this.#options.holdsBack) {
      this.#unload()
      this.#load = null
      this.#options.onPhase({ kind: 'off' })
      this.#send(null)
    } else this.use(null)
    this.#options.onEnd(why)
  }

  #unload(): void {
    this.#attempt += 1
    this.#loaded?.then(
      (effect) => effect.close(),
      () => undefined,
    )
    this.#loaded = null
    this.#done = null
  }

  #send(track: MediaStreamTrack | null): void {
    if (track === this.#sent) return
    this.#sent = track
    this.#options.onSend(track)
  }
}
