import { z } from 'zod'
import { type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { type Decision, type Feature, refuse } from '../feature.ts'
import type { RoomState } from '../features.ts'
import { peerOf } from '../peer.ts'

/** Whose sound and pictures find no way to the host or back, though the person is connected. */
export const pathsSchema = z.object({ missing: z.array(peerIdSchema) })
export type Paths = z.infer<typeof pathsSchema>

export const pathEvents = [
  z.object({ type: z.literal('media.pathLost'), peer: peerIdSchema }),
  z.object({ type: z.literal('media.pathFound'), peer: peerIdSchema }),
] as const

/** Notes whether a person's media finds a way. */
export function notePath(state: RoomState, peer: PeerId, missing: boolean): Decision {
  if (peerOf(state, peer) === undefined) return refuse('no_such_peer')
  if (state.paths.missing.includes(peer) === missing) return { events: [], result: {} }
  return { events: [{ type: missing ? 'media.pathLost' : 'media.pathFound', peer }], result: {} }
}

export const paths: Feature<Paths> = {
  empty: { missing: [] },
  apply(slice, event) {
    switch (event.type) {
      case 'media.pathLost':
        return { missing: [...slice.missing, event.peer] }
      case 'media.pathFound':
      case 'peer.left':
        return slice.missing.includes(event.peer)
          ? { missing: slice.missing.filter((peer) => peer !== event.peer) }
          : slice
      default:
        return slice
    }
  },
}
