import type { TrackId } from '../../../../protocol/ids.ts'
import type { RoomEvent } from '../../../../room/features.ts'
import { trackOf } from '../../../../room/features/tracks.ts'
import type { Seat } from '../../../rooms/Seat.ts'
import type { MediaSession } from '../../../sfu/session/MediaSession.ts'
import type { SessionContext } from '../SessionContext.ts'

export interface RoomMediaSyncOptions extends Pick<SessionContext, 'client'> {
  /** What carries the client's tracks now; null while nothing does. */
  readonly media: () => MediaSession | null
  /** Where the client sits; null outside of a room. */
  readonly seat: () => Seat | null
  /** Runs work once all that was asked of the media before is done. */
  readonly inOrder: (work: () => Promise<void>) => Promise<void>
  /** What a failure of that media is told to. */
  readonly failed: (media: MediaSession, doing: string) => (error: unknown) => void
}

/** Has a client's media carry what the room shows: others' tracks come in, its own go out, and the room shows no more than that. */
export class RoomMediaSync {
  readonly #options: RoomMediaSyncOptions

  constructor(options: RoomMediaSyncOptions) {
    this.#options = options
  }

  /** Everything that the room shows now. */
  get present(): TrackId[] {
    return this.#options.seat()?.room.state.tracks.tracks.map(({ id }) => id) ?? []
  }

  /** Does to the media what has happened in the room. */
  follow(events: readonly RoomEvent[]): void {
    const added = events.flatMap((event) => (event.type === 'track.added' ? [event.track.id] : []))
    if (added.length > 0) this.receive(added)
    for (const event of events) {
      if (event.type === 'track.muteChanged') this.setSending(event.track, !event.muted)
      if (event.type === 'track.removed') this.#options.media()?.closeTrack(event.track)
    }
  }

  /** Begins to receive tracks and tells the client how, in one batch. */
  receive(tracks: readonly TrackId[]): void {
    const { client, inOrder, failed } = this.#options
    const work = inOrder(async () => {
      const consumers = await this.#options.media()?.consume(tracks)
      if (consumers && (consumers.consumers.length > 0 || consumers.slots !== undefined))
        client.notify('media.consumers', consumers)
    })
    work.catch((error: unknown) => {
      // A transport that closes meanwhile takes its consumers along; there is nobody to tell.
      const media = this.#options.media()
      if (media !== null) failed(media, 'receiving tracks')(error)
    })
  }

  /** Sends what the room shows of the client; what it does not show (no right, not asked for) ends. */
  startShown(): void {
    const [media, seat] = [this.#options.media(), this.#options.seat()]
    if (seat === null || media === null) return
    for (const id of media.tracks) {
      const track = trackOf(seat.room.state, id)
      if (track === undefined) media.closeTrack(id)
      else this.setSending(id, !track.muted)
    }
  }

  setSending(track: TrackId, sending: boolean): void {
    const media = this.#options.media()
    media?.setSending(track, sending).catch((error: unknown) => {
      // A track that has just ended needs neither.
      if (media.sourceOf(track) !== undefined) this.#options.failed(media, 'passing a track on')(error)
    })
  }

  /** Takes out of the room what it shows of the client and nothing carries any more. */
  dropEnded(): void {
    const { room, peer } = this.#options.seat() ?? {}
    for (const track of room?.state.tracks.tracks ?? [])
      if (track.peer === peer && this.#options.media()?.sourceOf(track.id) === undefined)
        room?.dropTrack(track.id)
  }
}
