import { limits } from '../protocol/limits.ts'
import { type PersonName, personNameSchema } from '../protocol/names.ts'
import { type Looks, looksOf } from '../protocol/text/looksOf.ts'
import type { RoomState } from './features.ts'

/**
 * How somebody who comes is called in a room: by the name that was given, with a number behind it where somebody there is
 * called the same, or so that one could be taken for the other. Nobody's name changes while the person stays.
 */
export function tellApart(state: RoomState, name: PersonName): PersonName {
  const own = partsOf(name)
  const used = new Set<number>()
  for (const other of namesIn(state)) {
    const { looks, number } = partsOf(other)
    if (looks[0] === own.looks[0] || looks[1] === own.looks[1]) used.add(number)
  }
  if (!used.has(own.number)) return name
  let number = 2
  while (used.has(number)) number += 1
  return numbered(own.name, number)
}

/** Of those who are there, and who wait at the door. Who may come back is not seen meanwhile, and gives way on return. */
function namesIn({ membership, lobby }: RoomState): readonly PersonName[] {
  return [...membership.peers, ...lobby.waiting].map(({ name }) => name)
}

function numbered(name: string, number: number): PersonName {
  const suffix = ` (${number})`
  const short = [...name].slice(0, limits.nameLength - suffix.length).join('')
  return personNameSchema.parse(short + suffix)
}

interface Parts {
  readonly name: string
  readonly number: number
  readonly looks: Looks
}

const NUMBERED = / \(([1-9]\d{0,3})\)$/

/** Each name is asked about again by whoever comes. */
const known = new Map<PersonName, Parts>()
const MOST_KNOWN = 2000

function partsOf(given: PersonName): Parts {
  const found = known.get(given)
  if (found !== undefined) return found
  const [suffix = '', digits = '1'] = NUMBERED.exec(given) ?? []
  const name = given.slice(0, given.length - suffix.length)
  const parts = { name, number: Number(digits), looks: looksOf(name) }
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(given, parts)
  return parts
}
