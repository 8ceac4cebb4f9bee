import { foldText } from './foldText.ts'
import { LOOK_ALIKES } from './lookAlikes.ts'

/** What a text is taken for at a glance: read without its capitals, and with them. */
export type Looks = readonly [small: string, asWritten: string]

/** Two texts of which either look is the same are easily taken for each other: `Ada` and `Аda`, `ada` and `ADA`, `Ian` and `lan`. */
export function looksOf(text: string): Looks {
  return [lookOf(foldText(text)), lookOf(foldText(text.normalize('NFKC').replaceAll(UPRIGHT, 'l')))]
}

/** Capitals that are a mere stroke; small, they have a dot. */
const UPRIGHT = /[IΙІӀ]/g

const takenFor = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([look, letters]) => [...letters].map((letter) => [letter, look])),
)
/** Letters of our own alphabet that are taken for others of it. */
const OWN = { '0': 'o', '1': 'l', '|': 'l', m: 'rn' } as const
for (const [letter, look] of Object.entries(OWN)) takenFor.set(letter, look)

const DASHES = /\p{Pd}/gu
const APOSTROPHES = /[‘’ʼ´`]/g

function lookOf(folded: string): string {
  const plain = folded.normalize('NFD').replaceAll(DASHES, '-').replaceAll(APOSTROPHES, "'")
  return [...plain].map((letter) => takenFor.get(letter) ?? letter).join('')
}
