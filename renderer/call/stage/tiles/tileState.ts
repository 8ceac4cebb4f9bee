import type { PeerId, TrackId } from '../../../../protocol/ids.ts'
import { peerOf } from '../../../../room/features/membership.ts'
import { tracksFrom } from '../../../../room/features/tracks.ts'
import type { LocalMediaState } from '../../../media/localMediaState.ts'
import type { SessionState } from '../../../session/sessionState.ts'

/** What one person's tile shows. Flat, so that two of them compare field by field. */
export interface TileState {
  readonly name: string
  readonly self: boolean
  /** The host of the meeting: it stands beside the name, which can say anything. */
  readonly leads: boolean
  readonly muted: boolean
  readonly speaking: boolean
  /** Null while the camera is off or its picture is not there yet. */
  readonly picture: MediaStreamTrack | null
  /** What it comes as; null for our own, and while there is none. */
  readonly track: TrackId | null
  /** The person's connection is broken; we wait. */
  readonly away: boolean
  /** Sound and pictures find no way between the person and the host. */
  readonly unreached: boolean
  /** Place in the row of raised hands from 1; 0: the hand is down. */
  readonly hand: number
  /** Shown large to everybody. */
  readonly spotlit: boolean
}

/** Another person's tile, from the meeting alone. Null once the person is gone. */
export function remoteTile(state: SessionState, id: PeerId): TileState | null {
  if (state.phase.kind !== 'joined') return null
  const { room } = state.phase
  const peer = peerOf(room, id)
  if (peer === undefined) return null
  const muted = tracksFrom(room, id, 'microphone').every((track) => track.muted)
  const camera = tracksFrom(room, id, 'camera').find((track) => !track.muted)
  const picture = (camera && state.reception !== 'audio' && state.received.get(camera.id)) || null
  return {
    name: peer.name,
    self: false,
    leads: peer.role === 'host',
    muted,
    speaking: !muted && state.speakers.includes(id),
    picture,
    track: (picture && camera?.id) ?? null,
    away: room.presence.away.includes(id),
    unreached: room.paths.missing.includes(id),
    hand: room.hands.raised.indexOf(id) + 1,
    spotlit: room.spotlight.peer === id,
  }
}

/** Our own tile: device states come from the devices, which answer at once. */
export function ownTile(
  state: SessionState,
  media: Pick<LocalMediaState, 'microphone' | 'sent'>,
  id: PeerId,
): TileState | null {
  const tile = remoteTile(state, id)
  if (tile === null) return null
  const muted = media.microphone.kind !== 'on'
  const picture = media.sent.camera
  const speaking = !muted && state.speakers.includes(id)
  return { ...tile, self: true, away: false, unreached: false, muted, speaking, picture, track: null }
}
