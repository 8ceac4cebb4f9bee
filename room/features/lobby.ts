import { z } from 'zod'
import { type GuestId, guestIdSchema, type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { type PersonName, personNameSchema } from '../../protocol/names.ts'
import { command, type Context, type Decision, type Feature, refuse } from '../feature.ts'
import type { RoomEvent, RoomState } from '../features.ts'
import { peerOf } from '../peer.ts'
import { hasRight } from '../rights.ts'
import { tellApart } from '../tellApart.ts'

const guestSchema = z.object({
  id: guestIdSchema,
  name: personNameSchema,
  /** Milliseconds since 1970, on the host's clock. */
  since: z.number(),
})
/** Somebody who has knocked and waits outside. */
export type Guest = z.infer<typeof guestSchema>

/** Who may come in, and who waits for it. */
export const lobbySchema = z.object({
  /** Newcomers are let in one by one. */
  locked: z.boolean(),
  /** Newcomers are asked for a password. */
  passwordSet: z.boolean(),
  /** What passwords are compared with, as a PHC string. It never leaves the host: everybody else holds null. */
  passwordHash: z.string().nullable(),
  /** In the order of knocking; known to those who may let people in, and empty for everybody else. */
  waiting: z.array(guestSchema),
})
export type Lobby = z.infer<typeof lobbySchema>

export const lobbyEvents = [
  z.object({ type: z.literal('lobby.lockChanged'), locked: z.boolean(), by: peerIdSchema }),
  z.object({ type: z.literal('lobby.passwordChanged'), set: z.boolean(), by: peerIdSchema }),
  /** What passwords are compared with from now on. Nobody is told; only the host's own disk gets it. */
  z.object({ type: z.literal('lobby.passwordKept'), hash: z.string().nullable() }),
  z.object({ type: z.literal('lobby.knocked'), guest: guestSchema }),
  z.object({
    type: z.literal('lobby.settled'),
    guest: guestIdSchema,
    outcome: z.enum(['admitted', 'declined', 'withdrawn']),
    /** Who answered; null where the person has stopped waiting. */
    by: peerIdSchema.nullable(),
  }),
  /** Who waits, told to one person whose role has changed: all of them, or nobody any more. It happens to nobody else. */
  z.object({ type: z.literal('lobby.listed'), waiting: z.array(guestSchema) }),
] as const

function seesWaiting(state: RoomState, viewer: PeerId): boolean {
  const peer = peerOf(state, viewer)
  return peer !== undefined && hasRight(peer.role, 'lobby.admit')
}

function settle(guests: readonly GuestId[], outcome: 'admitted' | 'declined', by: PeerId): RoomEvent[] {
  return guests.map((guest) => ({ type: 'lobby.settled', guest, outcome, by }))
}

/** Lets somebody wait. Nothing happens where the room is not locked: `guest` is null then. */
export function knock(
  state: RoomState,
  name: PersonName,
  context: Context,
): Decision<{ readonly guest: GuestId | null }> {
  const { locked, waiting } = state.lobby
  if (!locked) return { events: [], result: { guest: null } }
  if (waiting.length >= limits.guestsPerRoom) return refuse('lobby_full')
  const id = guestIdSchema.parse(context.id())
  const guest: Guest = { id, name: tellApart(state, name), since: context.now }
  return { events: [{ type: 'lobby.knocked', guest }], result: { guest: guest.id } }
}

/** Somebody waits no more, by their own wish or because they have gone. */
export function withdraw(state: RoomState, guest: GuestId): Decision {
  if (!state.lobby.waiting.some(({ id }) => id === guest)) return refuse('not_waiting')
  return { events: [{ type: 'lobby.settled', guest, outcome: 'withdrawn', by: null }], result: {} }
}

/**
 * Puts another password in force. The right is looked at here again: the person may have lost it while the password
 * was being hashed.
 *
 * @param hash of the new password; null: none from now on.
 */
export function setPassword(state: RoomState, sender: PeerId, hash: string | null): Decision {
  const peer = peerOf(state, sender)
  if (peer === undefined) return refuse('not_joined')
  if (!hasRight(peer.role, 'lobby.lock')) return refuse('forbidden')
  if (hash === null && !state.lobby.passwordSet) return { events: [], result: {} }
  return {
    events: [
      { type: 'lobby.passwordKept', hash },
      { type: 'lobby.passwordChanged', set: hash !== null, by: sender },
    ],
    result: {},
  }
}

export const lobbyCommands = {
  /** Lets people in one by one from now on, or everybody again: then those who wait come in. */
  'lobby.lock': command({
    params: z.object({ locked: z.boolean() }),
    result: z.object({}),
    right: 'lobby.lock',
    rate: { burst: 10, perSecond: 1 },
    decide(state, sender, { locked }) {
      if (state.lobby.locked === locked) return { events: [], result: {} }
      const waiting = locked ? [] : state.lobby.waiting.map(({ id }) => id)
      return {
        events: [{ type: 'lobby.lockChanged', locked, by: sender }, ...settle(waiting, 'admitted', sender)],
        result: {},
      }
    },
  }),
  /** Lets people in. They are named, also where it is all: nobody comes in whom the sender has not seen. */
  'lobby.admit': command({
    params: z.object({ guests: z.array(guestIdSchema).min(1).max(limits.guestsPerRoom) }),
    result: z.object({}),
    right: 'lobby.admit',
    rate: { burst: 50, perSecond: 5 },
    decide(state, sender, { guests }) {
      // Somebody else may have answered some of them a moment ago.
      const waiting = state.lobby.waiting.map(({ id }) => id).filter((id) => guests.includes(id))
      if (waiting.length === 0) return refuse('not_waiting')
      return { events: settle(waiting, 'admitted', sender), result: {} }
    },
  }),
  /** Does not let somebody in. */
  'lobby.decline': command({
    params: z.object({ guest: guestIdSchema }),
    result: z.object({}),
    right: 'lobby.admit',
    rate: { burst: 50, perSecond: 5 },
    decide(state, sender, { guest }) {
      if (!state.lobby.waiting.some(({ id }) => id === guest)) return refuse('not_waiting')
      return { events: settle([guest], 'declined', sender), result: {} }
    },
  }),
} as const

export const lobby: Feature<Lobby> = {
  empty: { locked: false, passwordSet: false, passwordHash: null, waiting: [] },
  apply(slice, event) {
    const others = (guest: GuestId) => slice.waiting.filter(({ id }) => id !== guest)
    switch (event.type) {
      case 'lobby.lockChanged':
        return { ...slice, locked: event.locked }
      case 'lobby.passwordChanged':
        return { ...slice, passwordSet: event.set }
      case 'lobby.passwordKept':
        return { ...slice, passwordHash: event.hash }
      case 'lobby.knocked':
        // Once only, also for somebody who has just been told of all who wait.
        return { ...slice, waiting: [...others(event.guest.id), event.guest] }
      case 'lobby.settled':
        return { ...slice, waiting: others(event.guest) }
      case 'lobby.listed':
        return { ...slice, waiting: event.waiting }
      default:
        return slice
    }
  },
  audience(event, room) {
    switch (event.type) {
      case 'lobby.passwordKept':
        return []
      case 'lobby.knocked':
      case 'lobby.settled':
        return room.membership.peers.flatMap(({ id, role }) => (hasRight(role, 'lobby.admit') ? [id] : []))
      default:
        return 'everyone'
    }
  },
  visibleTo: (slice, viewer, room) => ({
    ...slice,
    passwordHash: null,
    waiting: seesWaiting(room, viewer) ? slice.waiting : [],
  }),
  besides(event, room) {
    if (event.type !== 'role.changed' || room.lobby.waiting.length === 0) return []
    const { peer: to } = event
    const waiting = seesWaiting(room, to) ? room.lobby.waiting : []
    return [{ to, event: { type: 'lobby.listed', waiting } }]
  },
}
