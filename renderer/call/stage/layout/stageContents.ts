import type { PeerId, TrackId } from '../../../../protocol/ids.ts'
import type { RoomState } from '../../../../room/features.ts'
import { type Subject } from './tileKey.ts'
import { type StagePreferences } from '../StagePreferences.ts'
import { tileOrder } from './tileOrder.ts'

/** What there is to show, before it is known where. */
export interface StageContents {
  /** Ourselves; null outside of a room. */
  readonly self: PeerId | null
  /** In a stable order, without those who are hidden by choice, ourselves last. */
  readonly people: readonly PeerId[]
  readonly shares: readonly TrackId[]
  /** What stands large; null: nothing does. */
  readonly main: Subject | null
  /** People who are left out because they show no picture. */
  readonly hidden: number
}

export interface StageChoices extends Pick<StagePreferences, 'layout' | 'hideSelf' | 'hideWithoutVideo'> {
  readonly pin: Subject | null
  readonly share: TrackId | null
  /** Whom the speaker view follows. */
  readonly speaker: PeerId | null
}

export const nothing: StageContents = { self: null, people: [], shares: [], main: null, hidden: 0 }

/** Chooses what is on the stage and what stands large there: an own choice first, then a share, then the spotlight. */
export function stageContents(room: RoomState, self: PeerId, wishes: StageChoices): StageContents {
  const { people: everyone, shares } = tileOrder(room, self)
  const main = mainOf(room, self, everyone, shares, wishes)
  const large = main?.kind === 'person' ? main.peer : null
  const shown = everyone.filter((peer) => peer === large || peer !== self || !wishes.hideSelf)
  const withVideo = camerasOf(room)
  const people = wishes.hideWithoutVideo
    ? shown.filter((peer) => peer === large || withVideo.has(peer))
    : shown
  return { self, people, shares, main, hidden: shown.length - people.length }
}

/** The camera track of everybody who shows one. */
export function camerasOf(room: RoomState): Map<PeerId, TrackId> {
  const cameras = room.tracks.tracks.filter(({ source, muted }) => source === 'camera' && !muted)
  return new Map(cameras.map(({ peer, id }) => [peer, id]))
}

function mainOf(
  room: RoomState,
  self: PeerId,
  everyone: readonly PeerId[],
  shares: readonly TrackId[],
  { pin, share, layout, speaker }: StageChoices,
): Subject | null {
  if (pin?.kind === 'person' && everyone.includes(pin.peer)) return pin
  if (pin?.kind === 'share' && shares.includes(pin.track)) return pin
  const track = shareOf(room, self, shares, share)
  if (track !== null) return { kind: 'share', track }
  const lit = room.spotlight.peer
  if (lit !== null) return { kind: 'person', peer: lit }
  if (layout === 'gallery') return null
  const peer = speaker !== null && everyone.includes(speaker) ? speaker : everyone[0]
  // Alone there is nobody to follow.
  return peer === undefined || peer === self ? null : { kind: 'person', peer }
}

/** The chosen share, or the newest one of somebody else: our own screen we see anyway. */
function shareOf(
  room: RoomState,
  self: PeerId,
  shares: readonly TrackId[],
  chosen: TrackId | null,
): TrackId | null {
  if (chosen !== null && shares.includes(chosen)) return chosen
  const own = new Set(room.tracks.tracks.filter(({ peer }) => peer === self).map(({ id }) => id))
  return shares.findLast((id) => !own.has(id)) ?? shares.at(-1) ?? null
}
