/** Quieter than this (dB full scale) reads as 0. */
const FLOOR_DB = -60

const CLOSE_LATER_MS = 1000

/**
 * @param level 0 (silent) to 1 (as loud as can be), on a scale that ears agree with.
 * @param peak the greatest sample, 0 to 1: tells what is quiet from what is no signal at all.
 */
export type LevelListener = (level: number, peak: number) => void

/** Measures how loud a microphone is while somebody looks. At rest it costs nothing. */
export class LevelMeter {
  readonly #intervalMs: number
  readonly #calmMs: number
  readonly #listeners = new Set<LevelListener>()
  #track: MediaStreamTrack | null = null
  #stop: (() => void) | null = null

  /**
   * @param intervalMs how often it measures.
   * @param calmMs how long it waits before it begins: that starts a part of the browser, which takes long just when
   *   somebody enters a call.
   */
  constructor(intervalMs: number, calmMs = 0) {
    this.#intervalMs = intervalMs
    this.#calmMs = calmMs
  }

  /** @param track null while there is no microphone. One that is not enabled is heard all the same. */
  follow(track: MediaStreamTrack | null): void {
    if (track === this.#track) return
    this.#track = track
    this.#restart()
  }

  watch(listener: LevelListener): () => void {
    this.#listeners.add(listener)
    if (this.#listeners.size === 1) this.#restart()
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) this.#restart()
    }
  }

  #restart(): void {
    this.#stop?.()
    this.#stop = null
    if (this.#listeners.size === 0) return
    if (this.#track === null) return this.#tell(0, 0)
    const track = this.#track
    const begin = () => {
      this.#stop = measure(track, this.#intervalMs, (level, peak) => this.#tell(level, peak))
    }
    if (this.#calmMs === 0) return begin()
    const timer = setTimeout(begin, this.#calmMs)
    this.#stop = () => clearTimeout(timer)
  }

  #tell(level: number, peak: number): void {
    for (const listener of this.#listeners) listener(level, peak)
  }
}

function measure(original: MediaStreamTrack, intervalMs: number, tell: LevelListener): () => void {
  const track = original.clone()
  track.enabled = true
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    // Before the first click in a page the browser may hold the context back, which then hears nothing.
    if (context.state !== 'running') return
    analyser.getFloatTimeDomainData(samples)
    let [power, peak] = [0, 0]
    for (const sample of samples) {
      power += sample * sample
      peak = Math.max(peak, Math.abs(sample))
    }
    const db = 10 * Math.log10(power / samples.length)
    tell(Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB)), peak)
  }, intervalMs)
  return () => {
    clearInterval(timer)
    track.stop()
    // It keeps the page from everything else for some 20 ms, just when somebody enters a call.
    setTimeout(() => void context.close(), CLOSE_LATER_MS)
  }
}
