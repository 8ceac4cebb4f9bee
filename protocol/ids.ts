import { z } from 'zod'

/** Ids are 16 random bytes or more in base64url: nobody guesses one, and no two meet. */
const id = z.string().regex(/^[\w-]{22,64}$/)

export const peerIdSchema = id.brand<'PeerId'>()
export const trackIdSchema = id.brand<'TrackId'>()
export const messageIdSchema = id.brand<'MessageId'>()
export const guestIdSchema = id.brand<'GuestId'>()

/** One person's presence in one room, from joining to leaving. */
export type PeerId = z.infer<typeof peerIdSchema>
/** One picture or sound that a person sends. */
export type TrackId = z.infer<typeof trackIdSchema>
export type MessageId = z.infer<typeof messageIdSchema>
/** One person's waiting at the door of a room, from knocking to the answer. */
export type GuestId = z.infer<typeof guestIdSchema>
