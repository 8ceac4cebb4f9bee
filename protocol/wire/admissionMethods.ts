import { z } from 'zod'
import type { MethodTable } from './method.ts'
import { personNameSchema, roomNameSchema } from '../names.ts'
import { newPasswordSchema, passwordSchema } from '../password.ts'

/**
 * What a person who waits at a door can hear: let in, not let in, or that the meeting is over. An answer of a later version ends the
 * waiting too, and does not let in.
 */
export const lobbyAnswerSchema = z.enum(['admitted', 'declined', 'ended']).catch('declined')
export type LobbyAnswer = z.infer<typeof lobbyAnswerSchema>

/**
 * What is said at the door of a room. That a person is let in, and who waits, is the room's own: room/features/lobby.ts. These
 * here are the host's to answer, for a session outside of the room, or for work that a reducer cannot do.
 */
export const admissionMethods = {
  /**
   * Asks to be let into a locked room. Where that has a password, it is asked for first: strangers cannot ring. What
   * becomes of it follows as `lobby.answered`; who is let in joins by `session.join` as usual.
   */
  'lobby.knock': {
    when: 'session',
    params: z.object({
      room: roomNameSchema,
      name: personNameSchema,
      password: passwordSchema.exactOptional(),
      /** As in `session.join`. */
      resumeToken: z.string().max(128).exactOptional(),
    }),
    /** False where the door is open, so that there is nothing to wait for. */
    result: z.object({ waiting: z.boolean() }),
    right: null,
    rate: { burst: 5, perSecond: 0.2 },
  },
  /** Waits no more. Nothing happens where nobody waits. */
  'lobby.withdraw': {
    when: 'session',
    params: z.object({}),
    result: z.object({}),
    right: null,
    rate: { burst: 5, perSecond: 0.5 },
  },
  /** Gives the room another password, or none (null). Those who are in it stay. */
  'lobby.setPassword': {
    when: 'joined',
    params: z.object({ password: newPasswordSchema.nullable() }),
    result: z.object({}),
    right: 'lobby.lock',
    rate: { burst: 5, perSecond: 0.2 },
  },
} as const satisfies MethodTable
