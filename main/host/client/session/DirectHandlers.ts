import { randomBytes } from 'node:crypto'
import { ProtocolError } from '../../../../protocol/wire/errors.ts'
import { type PeerId, type TrackId, trackIdSchema } from '../../../../protocol/ids.ts'
import type { RoomEvent } from '../../../../room/features.ts'
import { peerOf } from '../../../../room/features/membership.ts'
import type { MethodParams } from '../../../../room/methods.ts'
import type { Room } from '../../../rooms/Room.ts'
import type { SignalingChannel } from '../../../signaling/session/SignalingHandler.ts'
import type { Sfu } from '../../../sfu/Sfu.ts'
import { replacedTracks } from '../media/replacedTracks.ts'

export interface DirectHandlersOptions {
  readonly sfu: Pick<Sfu, 'rtpCapabilities'>
  readonly client: SignalingChannel
  /** Where our client sits; null outside of a room. */
  readonly place: () => { readonly room: Room; readonly peer: PeerId } | null
  /** The client of somebody who is in a room of this host. */
  readonly clientOf: (peer: PeerId) => SignalingChannel | undefined
}

/**
 * One client's part in the calls of two people while the host has no media server: what they say to each other
 * passes through here unread, and what they send each other is shown in the room like any other track.
 */
export class DirectHandlers {
  readonly #options: DirectHandlersOptions
  readonly #tracks = new Set<TrackId>()

  constructor(options: DirectHandlersOptions) {
    this.#options = options
  }

  /** Passes something on. @throws ProtocolError `no_such_peer`, `not_direct`, `not_joined`. */
  signal({ to, data }: MethodParams<'direct.signal'>): Record<string, never> {
    const { room, peer } = this.#seated()
    if (to === peer || peerOf(room.state, to) === undefined) throw new ProtocolError('no_such_peer')
    this.#expectDirect(room)
    this.#options.clientOf(to)?.notify('direct.signal', { from: peer, data })
    return {}
  }

  /** Shows tracks, all or none. @throws ProtocolError `not_direct`, `not_joined`, `forbidden`, `too_many_tracks`. */
  share({ tracks }: MethodParams<'direct.share'>): { tracks: TrackId[] } {
    const { room, peer } = this.#seated()
    this.#expectDirect(room)
    const shown = tracks.map(({ source, muted }) => ({ source, muted, id: newTrackId(), peer }))
    room.addTracks(shown, replacedTracks(room.state, peer, tracks))
    for (const { id } of shown) this.#tracks.add(id)
    return { tracks: shown.map(({ id }) => id) }
  }

  /** Follows what happens in the room: a call of two is over when somebody comes or goes. */
  follow(events: readonly RoomEvent[]): void {
    for (const event of events) if (event.type === 'track.removed') this.#tracks.delete(event.track)
    const moved = events.some(({ type }) => type === 'peer.joined' || type === 'peer.left')
    // Everybody hears of the one who came before hearing what follows from it.
    if (moved && this.#tracks.size > 0) queueMicrotask(() => this.end())
  }

  /** Takes back what is shown of a direct call. */
  end(): void {
    const place = this.#options.place()
    for (const track of this.#tracks) place?.room.dropTrack(track)
    this.#tracks.clear()
  }

  #seated(): { readonly room: Room; readonly peer: PeerId } {
    const place = this.#options.place()
    if (place === null) throw new ProtocolError('not_joined')
    return place
  }

  #expectDirect(room: Room): void {
    const two = room.state.membership.peers.length === 2
    if (!two || this.#options.sfu.rtpCapabilities !== null) throw new ProtocolError('not_direct')
  }
}

function newTrackId(): TrackId {
  return trackIdSchema.parse(randomBytes(16).toString('base64url'))
}
