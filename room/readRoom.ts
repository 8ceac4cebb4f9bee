import { type RoomEvent, roomEventSchema, type RoomState, roomStateSchema } from './features.ts'
import { emptyRoom } from './room.ts'

/** What a client makes of an event: a host may be newer, and tell what this build does not know yet. */
export type EventReading =
  | { readonly kind: 'known'; readonly event: RoomEvent }
  /** Of a feature that this build does not have: nothing that it holds depends on it. */
  | { readonly kind: 'unknown'; readonly type: string }
  /** Known by its name, but of another shape: what this build holds may be wrong without it. */
  | { readonly kind: 'unreadable'; readonly type: string }

const TYPES: ReadonlySet<string> = new Set(roomEventSchema.options.map(({ shape }) => shape.type.value))

/** Reads one event from the wire. Never throws. */
export function readEvent(raw: Readonly<Record<string, unknown>>): EventReading {
  const read = roomEventSchema.safeParse(raw)
  if (read.success) return { kind: 'known', event: read.data }
  const type = typeof raw['type'] === 'string' ? raw['type'] : ''
  return { kind: TYPES.has(type) ? 'unreadable' : 'unknown', type }
}

/** A snapshot has few slices; each look takes away at least one thing that does not fit. */
const MAX_LOOKS = 20

/**
 * Reads a snapshot from the wire, of a newer host or an older one: what is unknown is left out, what cannot be read is left
 * out by itself, such as one message of many, and a slice that is missing is empty. Never throws.
 */
export function readSnapshot(raw: Readonly<Record<string, unknown>>): RoomState {
  let value: unknown = { ...emptyRoom, ...raw }
  for (let look = 0; look < MAX_LOOKS; look++) {
    const read = roomStateSchema.safeParse(value)
    if (read.success) return read.data
    value = read.error.issues.reduce<unknown>((rest, { path }) => without(rest, path), value)
    // What was taken out of a list leaves a gap, so that the other numbers still fit.
    value = closeGaps(value)
  }
  return emptyRoom
}

const GAP = Symbol('gap')

/** Takes out what cannot be read: the entry of a list, else the whole slice. */
function without(value: unknown, path: readonly PropertyKey[]): unknown {
  const [slice, list, index] = path
  if (!isRecord(value) || typeof slice !== 'string') return value
  const inner = value[slice]
  const entries = isRecord(inner) && typeof list === 'string' ? inner[list] : undefined
  if (isRecord(inner) && Array.isArray(entries) && typeof index === 'number' && typeof list === 'string')
    return {
      ...value,
      [slice]: { ...inner, [list]: entries.map((entry: unknown, at) => (at === index ? GAP : entry)) },
    }
  return {
    ...value,
    [slice]: Object.hasOwn(emptyRoom, slice) ? { ...emptyRoom }[slice as keyof RoomState] : undefined,
  }
}

function closeGaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== GAP)
  if (!isRecord(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      isRecord(inner)
        ? Object.fromEntries(
            Object.entries(inner).map(([name, list]) => [name, Array.isArray(list) ? closeGaps(list) : list]),
          )
        : inner,
    ]),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
