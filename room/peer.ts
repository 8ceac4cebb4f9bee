import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../protocol/ids.ts'
import { personNameSchema } from '../protocol/names.ts'
import { roleSchema } from '../protocol/roles.ts'
import type { RoomState } from './features.ts'

export const peerSchema = z.object({
  id: peerIdSchema,
  name: personNameSchema,
  role: roleSchema.catch('attendee'),
  /** Milliseconds since 1970, on the host's clock. */
  joinedAt: z.number(),
  /** The host belongs to this person: its own window, or somebody with the host link. Left out for everybody else. */
  owner: z.literal(true).exactOptional(),
})
export type Peer = z.infer<typeof peerSchema>

export function peerOf(state: RoomState, id: PeerId): Peer | undefined {
  return state.membership.peers.find((peer) => peer.id === id)
}
