import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import type { TrackId } from '../../../../protocol/ids.ts'
import type { MethodParams } from '../../../../room/methods.ts'
import type { MediaSession, MediaSessionListener } from '../../../sfu/session/MediaSession.ts'
import type { Sfu } from '../../../sfu/Sfu.ts'
import { type MediaLog, unlessClosed } from '../../../sfu/routing/unlessClosed.ts'
import type { SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import type { MediaSetupQueue } from './MediaSetupQueue.ts'

export interface StandbyTransportsOptions {
  readonly sfu: Sfu
  readonly setups: MediaSetupQueue
  readonly client: SignalingChannel
  readonly log: MediaLog
  readonly listener: MediaSessionListener
  /** Whether the client runs on this computer. */
  readonly local: () => boolean
}

/** How soon it is tried again where no other worker lives. */
const RETRY_MS = 1500

/**
 * One client's second pair of transports, on another media worker than the first: connected, with a stand-in for
 * each of the person's tracks, and silent. When the first worker dies, only what others send must be set up anew.
 */
export class StandbyTransports {
  readonly #options: StandbyTransportsOptions
  /** The media that this one stands by for. */
  #main: MediaSession | null = null
  #media: MediaSession | null = null
  #prepared = false
  #timer: NodeJS.Timeout | undefined

  constructor(options: StandbyTransportsOptions) {
    this.#options = options
  }

  /** Offers a standby for this media to the client, once things are calm; tries again while no other worker lives. */
  plan(main: MediaSession): void {
    this.close()
    this.#main = main
    this.#ask(main)
  }

  /** The client's part. @throws ProtocolError `no_media` for an offer that is no longer there; `bad_params`. */
  async prepare({ transport, send, recv, tracks }: MethodParams<'media.prepare'>): Promise<void> {
    const [main, media] = [this.#main, this.#media]
    if (main === null || media === null || media.id !== transport) throw new ProtocolError('no_media')
    if (recv !== undefined) await media.connect('recv', recv)
    if (send !== undefined) await media.connect('send', send)
    for (const { track, rtpParameters } of tracks) {
      const source = main.sourceOf(track)
      // A track may have ended meanwhile.
      if (source === undefined || media.sourceOf(track) !== undefined) continue
      await media.produce(source, rtpParameters, track)
    }
    if (recv !== undefined && media === this.#media) this.#prepared = true
  }

  /** The standby, which is the caller's from now on; null where the client has not prepared one. */
  take(): MediaSession | null {
    const media = this.#prepared ? this.#media : null
    if (media !== null) this.#media = null
    this.close()
    return media
  }

  /** A standby's own worker has died. */
  lost(media: MediaSession): void {
    if (media === this.#media && this.#main !== null) this.plan(this.#main)
  }

  closeTrack(track: TrackId): void {
    this.#media?.closeTrack(track)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#media?.close()
    this.#main = this.#media = null
    this.#prepared = false
  }

  /** Where many come at once, all of them come first. */
  #ask(main: MediaSession): void {
    this.#options.setups
      .runLater(() => this.#offer(main))
      .catch((error: unknown) => {
        const { log, client } = this.#options
        // Who is held back for now gets one later.
        if (!(error instanceof ProtocolError))
          unlessClosed([main, this.#media ?? main], log, 'offering a standby', { session: client.id })(error)
        this.#again(main)
      })
  }

  async #offer(main: MediaSession): Promise<void> {
    const { sfu, client, listener, local } = this.#options
    if (this.#main !== main) return
    const actor = { room: main.roomName, session: client.id }
    const media = await sfu.openStandby(actor, main, listener, client.cameBy)
    if (this.#main !== main) return media?.close()
    if (media === null) return this.#again(main)
    this.#media = media
    const warmup = await media.warmup()
    if (this.#media === media) client.notify('media.standby', { transports: media.describe(local()), warmup })
  }

  #again(main: MediaSession): void {
    if (this.#main === main) this.#timer = setTimeout(() => this.#ask(main), RETRY_MS)
  }
}
