const INTERVAL_MS = 66
/** Quieter than this (dB full scale) reads as 0. */
const FLOOR_DB = -60

/** Measures how loud a microphone is while somebody looks. At rest it costs nothing. */
export class MicrophoneLevel {
  readonly #listeners = new Set<(level: number) => void>()
  #track: MediaStreamTrack | null = null
  #stop: (() => void) | null = null

  /** @param track null while there is no microphone. */
  follow(track: MediaStreamTrack | null): void {
    if (track === this.#track) return
    this.#track = track
    this.#restart()
  }

  /** @param listener gets 0 (silent) to 1 (as loud as can be), about 15 times a second. */
  watch(listener: (level: number) => void): () => void {
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
    if (this.#track === null || this.#listeners.size === 0) return this.#tell(0)
    this.#stop = measure(this.#track, (level) => this.#tell(level))
  }

  #tell(level: number): void {
    for (const listener of this.#listeners) listener(level)
  }
}

function measure(track: MediaStreamTrack, tell: (level: number) => void): () => void {
  const context = new AudioContext()
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
    const db = 10 * Math.log10(power)
    tell(Math.min(1, Math.max(0, (db - FLOOR_DB) / -FLOOR_DB)))
  }, INTERVAL_MS)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}
