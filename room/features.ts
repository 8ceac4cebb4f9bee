import { z } from 'zod'
import { chat, chatCommands, chatEvents, chatSchema } from './features/chat.ts'
import { heldBackEvents } from './features/heldBack.ts'
import { handCommands, handEvents, hands, handsSchema } from './features/hands.ts'
import { lobby, lobbyCommands, lobbyEvents, lobbySchema } from './features/lobby.ts'
import { membership, membershipEvents, membershipSchema } from './features/membership.ts'
import { moderationCommands } from './features/moderation.ts'
import { seatEvents, seats, seatsSchema } from './features/seats.ts'
import { pathEvents, paths, pathsSchema } from './features/paths.ts'
import { presence, presenceEvents, presenceSchema } from './features/presence.ts'
import { reactionCommands, reactionEvents } from './features/reactions.ts'
import { spotlight, spotlightCommands, spotlightEvents, spotlightSchema } from './features/spotlight.ts'
import { trackCommands, trackEvents, tracks, tracksSchema } from './features/tracks.ts'

// A feature joins the meeting by a line in each list below.

/** A meeting as it is now: one slice per feature, plain data that survives JSON unchanged. */
export const roomStateSchema = z.object({
  membership: membershipSchema,
  tracks: tracksSchema,
  chat: chatSchema,
  hands: handsSchema,
  presence: presenceSchema,
  spotlight: spotlightSchema,
  // Rooms that an earlier version has kept are without it.
  lobby: lobbySchema.default(lobby.empty),
  seats: seatsSchema.default(seats.empty),
  paths: pathsSchema.default(paths.empty),
})
export type RoomState = z.infer<typeof roomStateSchema>

/** Every fact that a room can record. */
export const roomEventSchema = z.discriminatedUnion('type', [
  ...membershipEvents,
  ...trackEvents,
  ...chatEvents,
  ...handEvents,
  ...reactionEvents,
  ...presenceEvents,
  ...heldBackEvents,
  ...spotlightEvents,
  ...lobbyEvents,
  ...seatEvents,
  ...pathEvents,
])
export type RoomEvent = z.infer<typeof roomEventSchema>

export const features = { membership, tracks, chat, hands, presence, spotlight, lobby, seats, paths } as const

/** Every command that a person in the room can send over the wire. */
export const commands = {
  ...trackCommands,
  ...moderationCommands,
  ...chatCommands,
  ...handCommands,
  ...reactionCommands,
  ...spotlightCommands,
  ...lobbyCommands,
} as const
export type CommandName = keyof typeof commands

/** Whether a method is the room's to decide (and not the session's or the media's). */
export function isCommand(name: string): name is CommandName {
  return Object.hasOwn(commands, name)
}
