import { z } from 'zod'
import { limits } from '../../limits.ts'

const count = z.number().int().min(0).max(limits.slotsPerKind)

/**
 * How many sections of its receiving session description a client has ready before there is anything to receive: what is
 * put into one needs no session description of its own.
 */
export const slotsSchema = z.object({ audio: count, video: count })
export type Slots = z.infer<typeof slotsSchema>

/** The MIDs of a client's slots for one kind of media, in the order in which they are used. */
export function slotMids(slots: Slots, kind: keyof Slots): string[] {
  return Array.from({ length: slots[kind] }, (_slot, index) => `${kind[0]}${index}`)
}

export function kindOfSlot(mid: string): keyof Slots {
  return mid.startsWith('a') ? 'audio' : 'video'
}
