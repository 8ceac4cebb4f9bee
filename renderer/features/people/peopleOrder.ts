import type { PeerId } from '../../../protocol/ids.ts'
import type { Source } from '../../../protocol/wire/media/media.ts'
import type { Right, Role } from '../../../protocol/roles.ts'
import type { RoomState } from '../../../room/features.ts'
import { type Peer, peerOf } from '../../../room/peer.ts'
import { may } from '../../session/Session.ts'
import type { SessionState } from '../../session/sessionState.ts'
import { type PersonAction, personActions } from './personActions.ts'

export interface PersonRow {
  readonly id: PeerId
  readonly name: string
  readonly self: boolean
  readonly role: Role
  readonly microphone: boolean
  readonly camera: boolean
  /** Place in the row of raised hands from 1; 0: the hand is down. */
  readonly hand: number
  readonly actions: readonly PersonAction[]
}

/** What a row is made of: where it is as before, so is the row. */
interface Made {
  readonly peer: Peer
  readonly sends: string
  readonly hand: number
  readonly away: boolean
  readonly row: PersonRow
}

const NOTHING: readonly Source[] = []

/**
 * Makes the rows of the list, and keeps those of whom nothing has changed: with hundreds in a room, one event redraws one row.
 *
 * @param onMade told of each row that is made anew.
 * @returns a function of a meeting's state; the very same rows where nothing that they show has changed.
 */
export function peopleOrder(
  onMade: (id: PeerId) => void = () => undefined,
): (state: SessionState) => readonly PersonRow[] {
  let made = new Map<PeerId, Made>()
  let basis: readonly unknown[] = []
  let rows: readonly PersonRow[] = []
  return (state) => {
    if (state.phase.kind !== 'joined') return rows.length === 0 ? rows : (rows = [])
    const { self, room } = state.phase
    const own = peerOf(room, self)
    if (own === undefined) return rows
    const next = [self, own, state.features, room.membership, room.tracks, room.hands, room.presence]
    if (next.every((part, index) => part === basis[index])) return rows
    // What we may do to others hangs on these.
    const kept = next.slice(0, 3).every((part, index) => part === basis[index])
    basis = next
    const before = kept ? made : new Map<PeerId, Made>()
    const sent = sourcesOf(room)
    const hands = new Map(room.hands.raised.map((id, index) => [id, index + 1]))
    const gone = new Set(room.presence.away)
    const can = (right: Right) => may(state, right)
    made = new Map()
    for (const peer of room.membership.peers) {
      const sources = sent.get(peer.id) ?? NOTHING
      const [hand, away] = [hands.get(peer.id) ?? 0, gone.has(peer.id)]
      const [sends, old] = [sources.join(), before.get(peer.id)]
      if (old?.peer === peer && old.sends === sends && old.hand === hand && old.away === away)
        made.set(peer.id, old)
      else {
        onMade(peer.id)
        const facts = { ...peer, self: peer.id === self, away, sends: sources, raised: hand > 0 }
        const row: PersonRow = {
          id: peer.id,
          name: peer.name,
          self: facts.self,
          role: peer.role,
          microphone: sources.includes('microphone'),
          camera: sources.includes('camera'),
          hand,
          actions: personActions(facts, own, can),
        }
        made.set(peer.id, { peer, sends, hand, away, row })
      }
    }
    rows = inOrder([...made.values()].map(({ row }) => row))
    return rows
  }
}

/** What each person sends, and has not muted. */
function sourcesOf({ tracks }: RoomState): Map<PeerId, Source[]> {
  const sent = new Map<PeerId, Source[]>()
  for (const { peer, source, muted } of tracks.tracks) {
    if (muted) continue
    const own = sent.get(peer)
    if (own === undefined) sent.set(peer, [source])
    else own.push(source)
  }
  return sent
}

/** Raised hands first, in their order, then as they came, ourselves at the head of those. */
function inOrder(rows: readonly PersonRow[]): PersonRow[] {
  const raised = rows.filter((row) => row.hand > 0).sort((one, other) => one.hand - other.hand)
  const others = rows.filter((row) => row.hand === 0)
  return [...raised, ...others.filter((row) => row.self), ...others.filter((row) => !row.self)]
}
