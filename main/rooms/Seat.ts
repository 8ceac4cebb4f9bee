import type { PeerId } from '../../protocol/ids.ts'
import type { Room } from './Room.ts'

/** Where a client sits. */
export interface Seat {
  readonly room: Room
  readonly peer: PeerId
}
