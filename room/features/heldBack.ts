import { z } from 'zod'
import { peerIdSchema } from '../../protocol/ids.ts'

/**
 * The host holds media back from whom it takes to have ended its media server again and again. It is told once and
 * leaves no trace in the state: the host alone knows how long it lasts.
 */
export const heldBackEvents = [
  /** `peer` null: from everyone in the room. */
  z.object({ type: z.literal('media.heldBack'), peer: peerIdSchema.nullable() }),
] as const
