import { foldText } from './foldText.ts'
import { LOOK_ALIKES } from './lookAlikes.ts'

/** What a text is taken for at a glance: read without its capitals, and as it is written. */
export type Looks = readonly [small: string, asWritten: string]

/**
 * Two texts of which either look is the same are easily taken for each other: `Ada` and `Аda`, `ada` and `ADA`, `Ian` and `lan`,
 * `Вера` and `Bера`, `Γιάννης` and `Гιάννης`.
 */
export function looksOf(text: string): Looks {
  const small = [0, 1].reduce((look) => lookOf(foldText(look)), text)
  return [foldText(small), lookOf(text.normalize('NFKC').replaceAll(IDLE, '').trim())]
}

const IDLE = /\p{Default_Ignorable_Code_Point}/gu
const DASHES = /\p{Pd}/gu
const APOSTROPHES = /[‘’ʼ´`]/g

/** Of our own alphabet. */
const OWN: ReadonlyMap<string, string> = new Map([
  ['0', 'O'],
  ['1', 'l'],
  ['I', 'l'],
  ['|', 'l'],
  ['m', 'rn'],
])

function lookOf(text: string): string {
  const plain = text.normalize('NFD').replaceAll(DASHES, '-').replaceAll(APOSTROPHES, "'")
  return [...plain].map((letter) => OWN.get(letter) ?? LOOK_ALIKES.get(letter) ?? letter).join('')
}
