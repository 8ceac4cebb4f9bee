import { limits } from '../../../../protocol/limits.ts'
import type { RoomName } from '../../../../protocol/names.ts'
import { SlotQuota } from '../../../throttling/SlotQuota.ts'

interface WarmRoom {
  holders: number
  readonly giveBack: () => void
}

/**
 * Rooms in which nobody is, and for which somebody has warmed media up. Each takes a router of the media server, and their names
 * may be made up: so many on the whole and of one network, so that rooms with people in them always find media.
 */
export class WarmRooms {
  readonly #places = new SlotQuota(limits.warmRoomsPerHost, limits.warmRoomsPerAddress)
  readonly #rooms = new Map<RoomName, WarmRoom>()

  /**
   * Counts somebody in. A room that is there already takes no further place.
   *
   * @param network null: counts on the whole alone.
   * @returns what counts the person out, which may be called twice; null where there is no place.
   */
  enter(name: RoomName, network: string | null): (() => void) | null {
    const room = this.#rooms.get(name) ?? this.#add(name, network)
    if (room === null) return null
    room.holders += 1
    let left = false
    return () => {
      if (left) return
      left = true
      room.holders -= 1
      if (room.holders > 0) return
      this.#rooms.delete(name)
      room.giveBack()
    }
  }

  #add(name: RoomName, network: string | null): WarmRoom | null {
    const giveBack = this.#places.take(network)
    if (giveBack === null) return null
    const room = { holders: 0, giveBack }
    this.#rooms.set(name, room)
    return room
  }
}
