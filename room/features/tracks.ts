import { z } from 'zod'
import { type PeerId, peerIdSchema, type TrackId, trackIdSchema } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { type Source, sourceSchema } from '../../protocol/wire/media/media.ts'
import { type Role } from '../../protocol/roles.ts'
import { command, type Decision, type Feature, refuse } from '../feature.ts'
import type { RoomEvent, RoomState } from '../features.ts'
import { peerOf } from '../peer.ts'
import { hasRight, rightFor } from '../rights.ts'

const trackSchema = z.object({
  id: trackIdSchema,
  peer: peerIdSchema,
  source: sourceSchema,
  /** Muted: the track is there, but nothing of it is forwarded. */
  muted: z.boolean(),
})
export type Track = z.infer<typeof trackSchema>

/** In the order in which they came up. */
export const tracksSchema = z.object({ tracks: z.array(trackSchema) })
export type Tracks = z.infer<typeof tracksSchema>

export const trackEvents = [
  z.object({ type: z.literal('track.added'), track: trackSchema }),
  z.object({
    type: z.literal('track.muteChanged'),
    track: trackIdSchema,
    muted: z.boolean(),
    /** Who did it: the sender of the track, or a moderator. */
    by: peerIdSchema,
  }),
  z.object({ type: z.literal('track.removed'), track: trackIdSchema }),
] as const

export function trackOf(state: RoomState, id: TrackId): Track | undefined {
  return state.tracks.tracks.find((track) => track.id === id)
}

/** How many tracks of a source one person may have; shares are limited by the number of all tracks alone. */
const MOST: Partial<Record<Source, number>> = {
  microphone: limits.microphonesPerPeer,
  camera: limits.camerasPerPeer,
}

/** Whether one person has more tracks than allowed with these sources, one for each track. */
export function exceedsTracks(sources: readonly Source[]): boolean {
  if (sources.length > limits.tracksPerPeer) return true
  return Object.entries(MOST).some(([source, most]) => sources.filter((one) => one === source).length > most)
}

/** Shows a track that the SFU has taken on. */
export function addTrack(state: RoomState, track: Track): Decision {
  const peer = peerOf(state, track.peer)
  if (peer === undefined) return refuse('no_such_peer')
  if (!hasRight(peer.role, rightFor(track.source))) return refuse('forbidden')
  if (trackOf(state, track.id) !== undefined) return refuse('bad_params', 'That track is shown already.')
  const own = state.tracks.tracks.filter((other) => other.peer === track.peer)
  if (exceedsTracks([...own, track].map(({ source }) => source))) return refuse('too_many_tracks')
  return { events: [{ type: 'track.added', track }], result: {} }
}

/** Takes back a track that the SFU has lost. */
export function dropTrack(state: RoomState, id: TrackId): Decision {
  if (trackOf(state, id) === undefined) return refuse('no_such_track')
  return { events: [{ type: 'track.removed', track: id }], result: {} }
}

/** What a person must stop sending when the role changes: tracks whose right is gone. */
export function tracksLostWith(state: RoomState, peer: PeerId, role: Role): RoomEvent[] {
  return state.tracks.tracks
    .filter((track) => track.peer === peer && !hasRight(role, rightFor(track.source)))
    .map((track) => ({ type: 'track.removed', track: track.id }))
}

/** The tracks of one person from one source; two shares at once are two. */
export function tracksFrom(state: RoomState, peer: PeerId, source: Source): Track[] {
  return state.tracks.tracks.filter((track) => track.peer === peer && track.source === source)
}

function ownTrack(state: RoomState, sender: PeerId, id: TrackId): Track | undefined {
  const track = trackOf(state, id)
  return track?.peer === sender ? track : undefined
}

export const trackCommands = {
  /** Mutes or unmutes a track of one's own. */
  'track.setMuted': command({
    params: z.object({ track: trackIdSchema, muted: z.boolean() }),
    result: z.object({}),
    right: null,
    rate: { burst: 20, perSecond: 5 },
    decide(state, sender, { track: id, muted }) {
      const track = ownTrack(state, sender, id)
      if (track === undefined) return refuse('no_such_track')
      if (track.muted === muted) return { events: [], result: {} }
      return { events: [{ type: 'track.muteChanged', track: id, muted, by: sender }], result: {} }
    },
  }),
  /** Ends a track of one's own. */
  'track.remove': command({
    params: z.object({ track: trackIdSchema }),
    result: z.object({}),
    right: null,
    rate: { burst: 20, perSecond: 2 },
    decide(state, sender, { track }) {
      if (ownTrack(state, sender, track) === undefined) return refuse('no_such_track')
      return dropTrack(state, track)
    },
  }),
} as const

export const tracks: Feature<Tracks> = {
  empty: { tracks: [] },
  apply(slice, event) {
    switch (event.type) {
      case 'track.added':
        return { tracks: [...slice.tracks, event.track] }
      case 'track.muteChanged':
        return {
          tracks: slice.tracks.map((track) =>
            track.id === event.track ? { ...track, muted: event.muted } : track,
          ),
        }
      case 'track.removed':
        return { tracks: slice.tracks.filter((track) => track.id !== event.track) }
      case 'peer.left':
        return { tracks: slice.tracks.filter((track) => track.peer !== event.peer) }
      default:
        return slice
    }
  },
}
