import { z } from 'zod'
import { peerIdSchema } from '../../../protocol/ids.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { roomEventSchema, roomStateSchema } from '../../../room/features.ts'
import type { JournalRows } from './JournalRows.ts'
import type { BootTime, Kept } from './JournalStore.ts'
import { DamagedFileError } from '../DamagedFileError.ts'

const json = z.string().transform((text): unknown => JSON.parse(text))
const rowsSchema = z.object({
  rooms: z.array(z.object({ name: roomNameSchema, state: json.pipe(roomStateSchema) })),
  events: z.array(z.object({ room: roomNameSchema, event: json.pipe(roomEventSchema) })),
  sessions: z.array(z.object({ peer: peerIdSchema, room: roomNameSchema, token: z.string() })),
  answers: z.array(
    z.object({
      peer: peerIdSchema,
      request: json.pipe(z.union([z.number(), z.string()])),
      result: json.pipe(z.record(z.string(), z.unknown())),
    }),
  ),
  lives: z.array(z.object({ at: z.number(), boot: z.string().nullable(), up: z.number().nullable() })),
})

/** What a store's rows mean. @throws DamagedFileError where they hold what this version cannot read. */
export function parseJournal(rows: JournalRows): Kept {
  const { rooms, events, sessions, answers, lives } = parse(rows)
  const [life] = lives
  const eventsOf = Map.groupBy(events, ({ room }) => room)
  const answersOf = Map.groupBy(answers, ({ peer }) => peer)
  return {
    rooms: rooms.map((room) => ({
      ...room,
      events: (eventsOf.get(room.name) ?? []).map(({ event }) => event),
    })),
    sessions: sessions.map((session) => ({
      ...session,
      answers: (answersOf.get(session.peer) ?? []).map(({ request, result }) => ({ request, result })),
    })),
    at: life?.at ?? null,
    boot: bootOf(life),
  }
}

function parse(rows: JournalRows): z.infer<typeof rowsSchema> {
  try {
    return rowsSchema.parse(rows)
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) throw new DamagedFileError(error.message)
    throw error
  }
}

function bootOf(life: z.infer<typeof rowsSchema>['lives'][number] | undefined): BootTime | null {
  if (life === undefined || life.boot === null || life.up === null) return null
  return { boot: life.boot, upMs: life.up }
}
