import { z } from 'zod'

/** From the one who leads down to the one who takes part. What each may do: room/rights.ts. */
export const roleSchema = z.enum(['host', 'cohost', 'presenter', 'attendee'])
export type Role = z.infer<typeof roleSchema>

/** What somebody can be made by others; the lead is handed over or inherited instead. */
export const laterRoleSchema = roleSchema.exclude(['host'])
export type LaterRole = z.infer<typeof laterRoleSchema>

/** What a person may be allowed to do. Code asks for a right, never for a role. */
const rightSchema = z.enum([
  'chat.send',
  'hand.raise',
  'reaction.send',
  'media.microphone',
  'media.camera',
  'media.screen',
  'moderation.mute',
  'moderation.remove',
  'roles.set',
  'stage.spotlight',
  'lobby.admit',
  'lobby.lock',
  'roles.handOver',
])
export type Right = z.infer<typeof rightSchema>
