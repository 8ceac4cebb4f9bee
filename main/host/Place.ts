import type { PeerId } from '../../protocol/ids.ts'
import type { Room } from '../rooms/Room.ts'

/** Where a client sits. */
export interface Place {
  readonly room: Room
  readonly peer: PeerId
}
