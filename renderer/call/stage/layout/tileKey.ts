import type { PeerId, TrackId } from '../../../../protocol/ids.ts'

/** What a tile shows: a person, or a share. */
export type Subject =
  | { readonly kind: 'person'; readonly peer: PeerId }
  | { readonly kind: 'share'; readonly track: TrackId }

/** A subject as a key; ids of people and tracks are random and never meet. */
export type TileKey = PeerId | TrackId

export function keyOf(subject: Subject): TileKey {
  return subject.kind === 'person' ? subject.peer : subject.track
}
