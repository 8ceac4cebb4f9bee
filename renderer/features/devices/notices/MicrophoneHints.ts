import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { SilenceDetector } from '../../../media/audio/SilenceDetector.ts'
import { MutedSpeechDetector } from '../../../media/audio/MutedSpeechDetector.ts'

/** What is worth a hint; null: what was hinted at is over. */
export type MicrophoneHint = 'talksMuted' | 'silent' | null

export interface MicrophoneHintsOptions {
  readonly media: Pick<LocalMedia, 'store' | 'watchMicrophone'>
  readonly onHint: (hint: MicrophoneHint) => void
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number
}

/**
 * Listens to our own microphone as long as there is something to find out: whether one talks while it is muted,
 * and whether an open one gives anything at all. Then it does not listen, which costs nothing.
 */
export class MicrophoneHints {
  readonly #media: MicrophoneHintsOptions['media']
  readonly #onHint: MicrophoneHintsOptions['onHint']
  readonly #now: () => number
  readonly #unfollow: () => void
  #unwatch: (() => void) | null = null
  #talk = new MutedSpeechDetector()
  #silence = new SilenceDetector()
  /** The last track that was open, whose signal `#silence` knows. */
  #track: MediaStreamTrack | null = null
  #hint: MicrophoneHint = null

  constructor({ media, onHint, now = () => performance.now() }: MicrophoneHintsOptions) {
    this.#media = media
    this.#onHint = onHint
    this.#now = now
    this.#unfollow = media.store.subscribe(({ microphone }, before) => {
      if (microphone !== before.microphone) this.#follow()
    })
    this.#follow()
  }

  close(): void {
    this.#unfollow()
    this.#unwatch?.()
    this.#unwatch = null
  }

  #follow(): void {
    const { microphone } = this.#media.store.getState()
    const muted = microphone.kind === 'off'
    if (microphone.kind === 'on' && microphone.track !== this.#track) {
      this.#track = microphone.track
      this.#silence = new SilenceDetector()
    }
    if (this.#hint === (muted ? 'silent' : 'talksMuted')) this.#tell(null)
    const open = microphone.kind === 'on' && this.#silence.verdict !== 'sound'
    this.#watch(muted || open)
  }

  #watch(on: boolean): void {
    if (on === (this.#unwatch !== null)) return
    this.#unwatch?.()
    this.#unwatch = on ? this.#media.watchMicrophone((level, peak) => this.#heard(level, peak)) : null
  }

  #heard(level: number, peak: number): void {
    const { microphone } = this.#media.store.getState()
    if (microphone.kind === 'off') {
      if (this.#talk.heard(level, this.#now())) this.#tell('talksMuted')
      return
    }
    if (microphone.kind !== 'on') return
    const before = this.#silence.verdict
    this.#silence.heard(peak, this.#now())
    const { verdict } = this.#silence
    if (verdict === before) return
    if (verdict === 'silent') return this.#tell('silent')
    if (this.#hint === 'silent') this.#tell(null)
    this.#follow()
  }

  #tell(hint: MicrophoneHint): void {
    this.#hint = hint
    this.#onHint(hint)
  }
}
