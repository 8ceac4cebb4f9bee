/**
 * Plays a track louder than it comes. Elements stop at full volume, so it goes through a gain and out by an
 * element again, which knows the chosen speaker.
 */
export class AmplifiedAudio {
  readonly #context = new AudioContext()
  readonly #gain = new GainNode(this.#context)
  readonly #audio = new Audio()

  /** The track must also be attached to a (silent) element: Chromium feeds remote tracks to nothing else alone. */
  constructor(track: MediaStreamTrack) {
    const out = this.#context.createMediaStreamDestination()
    this.#context
      .createMediaStreamSource(new MediaStream([track]))
      .connect(this.#gain)
      .connect(out)
    this.#audio.srcObject = out.stream
    // Without a click on the page it stays silent, but only a click makes something louder.
    Promise.all([this.#context.resume(), this.#audio.play()]).catch(() => undefined)
  }

  /** @param volume 1 is as loud as it comes. */
  setVolume(volume: number): void {
    // Not at once: a jump would click.
    this.#gain.gain.setTargetAtTime(volume, this.#context.currentTime, 0.02)
  }

  /** @param speaker as `setSinkId` takes it. */
  setSpeaker(speaker: string): void {
    if ('setSinkId' in this.#audio) this.#audio.setSinkId(speaker).catch(() => undefined)
  }

  close(): void {
    this.#audio.srcObject = null
    void this.#context.close()
  }
}
