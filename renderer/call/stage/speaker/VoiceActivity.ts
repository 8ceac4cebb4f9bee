import type { PeerId } from '../../../../protocol/ids.ts'

/** As loud as this (root mean square, 1 is full scale) is a voice; about −44 dB. */
const VOICE = 0.006
/** More microphones than these are seldom open at once, and each costs the sound thread its share. */
const MOST = 16

/**
 * Listens to what the others send, sound by sound. The host tells at most every 0.4 s who speaks and holds that
 * through pauses, which is too coarse where somebody is to be shown large in time, but not for a cough.
 */
export class VoiceActivity {
  #context: AudioContext | null = null
  readonly #heard = new Map<PeerId, { track: MediaStreamTrack; source: AudioNode; analyser: AnalyserNode }>()
  #samples = new Float32Array(0)

  /** Listens to these, and to nobody else. */
  listenTo(tracks: ReadonlyMap<PeerId, MediaStreamTrack>): void {
    const wanted = tracks.size > MOST ? new Map<PeerId, MediaStreamTrack>() : tracks
    for (const [peer, { track, source }] of this.#heard) {
      if (wanted.get(peer) === track) continue
      source.disconnect()
      this.#heard.delete(peer)
    }
    // A document without a browser has no sound.
    if (wanted.size === 0 || typeof AudioContext !== 'function') return
    this.#context ??= new AudioContext()
    for (const [peer, track] of wanted) {
      if (this.#heard.has(peer)) continue
      const source = this.#context.createMediaStreamSource(new MediaStream([track]))
      const analyser = new AnalyserNode(this.#context, { fftSize: 1024 })
      source.connect(analyser)
      this.#heard.set(peer, { track, source, analyser })
    }
  }

  /** Who makes a sound at this moment, loudest first; null where that cannot be heard from here. */
  now(): PeerId[] | null {
    if (this.#context?.state !== 'running' || this.#heard.size === 0) return null
    const levels = [...this.#heard].map(([peer, { analyser }]) => [peer, this.#levelOf(analyser)] as const)
    return levels
      .filter(([, level]) => level > VOICE)
      .sort(([, one], [, other]) => other - one)
      .map(([peer]) => peer)
  }

  close(): void {
    this.listenTo(new Map())
    // One that is closed already says so by rejecting.
    this.#context?.close().catch(() => undefined)
    this.#context = null
  }

  /** Of the last 20 milliseconds. */
  #levelOf(analyser: AnalyserNode): number {
    if (this.#samples.length !== analyser.fftSize) this.#samples = new Float32Array(analyser.fftSize)
    analyser.getFloatTimeDomainData(this.#samples)
    let power = 0
    for (const sample of this.#samples) power += sample * sample
    return Math.sqrt(power / this.#samples.length)
  }
}
