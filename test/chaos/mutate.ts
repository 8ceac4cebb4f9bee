import fc from 'fast-check'
import { limits } from '../../protocol/limits.ts'

/** Values that programs have stumbled over. */
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 53,
  2 ** 32,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202e',
  '__proto__',
  'constructor',
  'x'.repeat(limits.nameLength + 1),
  'x'.repeat(limits.chatLength * 2 + 1),
  'x'.repeat(30),
  '💥'.repeat(300),
  [],
  {},
  [[]],
  [null],
  { length: -1 },
  { toString: 1, valueOf: 2, toJSON: 3 },
  { length: { toString: 1, valueOf: 2 } },
  Array.from({ length: 700 }, () => 0),
]

const DEPTHS = [2, limits.frameDepth, 1000, 10_000]

interface Change {
  /** Which of all places in the frame, counted round and round. */
  readonly place: number
  readonly what: 'drop' | 'odd' | 'other' | 'twice' | 'rename' | 'extra' | 'deep'
  readonly seed: number
  readonly other: unknown
}

const changes: fc.Arbitrary<Change> = fc.record({
  place: fc.nat(),
  what: fc.constantFrom('drop', 'odd', 'odd', 'other', 'twice', 'rename', 'extra', 'deep'),
  seed: fc.nat(),
  other: fc.jsonValue({ maxDepth: 2 }),
})

export interface Request {
  readonly params: unknown
}

/**
 * Requests like the given ones in which one to three things are wrong: mostly in their params, for a frame that is
 * no request gets no further than the first check. As text, ready to be sent.
 */
export function mutate(frames: fc.Arbitrary<Request>): fc.Arbitrary<string> {
  const within = fc.constantFrom('params', 'params', 'params', 'frame')
  const list = fc.array(changes, { minLength: 1, maxLength: 3 })
  return fc.tuple(frames, within, list).map(([frame, where, all]) => {
    // A copy, for what an arbitrary gives may be shared between runs.
    const { params } = frame
    const root: Record<string, unknown> = structuredClone(where === 'params' ? { params } : { frame })
    const deep = all.flatMap((change) => carryOut(root, change))
    const text = JSON.stringify((where === 'params' ? { ...frame, ...root } : root['frame']) ?? null)
    return deep.reduce(
      (sofar, depth) => sofar.replace(DEEP, `${'['.repeat(depth)}${']'.repeat(depth)}`),
      text,
    )
  })
}

/** Stands for lists within each other that no writer of JSON could write without running out of stack. */
const DEEP = '"@deep@"'

/** Changes the tree in one place. Returns the depth of what is to be written where {@link DEEP} stands. */
function carryOut(root: unknown, { place, what, seed, other }: Change): number[] {
  const places = placesIn(root)
  const found = places[place % places.length]
  if (found === undefined) return []
  const { container, key } = found
  switch (what) {
    case 'drop':
      if (Array.isArray(container)) container.splice(Number(key), 1)
      else delete container[key]
      return []
    case 'odd':
      container[key] = structuredClone(oddValues[seed % oddValues.length])
      return []
    case 'other':
      container[key] = other
      return []
    case 'twice':
      container[key] = Array.from({ length: 1 + (seed % 9) }, () => container[key])
      return []
    case 'rename':
      if (!Array.isArray(container)) container[`${key}${seed % 3 === 0 ? '' : '_'}`] = container[key]
      return []
    case 'extra':
      if (Array.isArray(container)) return []
      // An assignment to __proto__ would not become a field.
      Object.defineProperty(container, ['__proto__', 'constructor', 'id', 'extra'][seed % 4] ?? 'extra', {
        value: other,
        enumerable: true,
        configurable: true,
        writable: true,
      })
      return []
    case 'deep':
      container[key] = JSON.parse(DEEP)
      return [DEPTHS[seed % DEPTHS.length] ?? 2]
    default:
      return what satisfies never
  }
}

interface Place {
  readonly container: Record<string, unknown>
  readonly key: string
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return []
  // A list is a container with numbers for keys; both are written by key.
  const container = value as Record<string, unknown>
  return Object.keys(container).flatMap((key) => [{ container, key }, ...placesIn(container[key])])
}
