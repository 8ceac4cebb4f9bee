import { parseArgs } from 'node:util'
import { nearestName } from './nearestName.ts'

/**
 * How a flag is written: with a value, as `--port 8443` or `--port=8443`; as one of several values, which add up where it
 * is given again; or alone, as `--relay`, which is also `--relay=true`.
 */
export type FlagKind = 'value' | 'list' | 'switch'

/** What is wrong with a command line. A secret may stand in the wrong place: values are not told. */
export type FlagProblem =
  | { readonly code: 'unknown' | 'unknownNear'; readonly flag: string; readonly nearest: string | null }
  | { readonly code: 'twice' | 'noValue'; readonly flag: string }

export interface FlagsRead {
  /** By the flag's name: a text, several, or true for a switch that stands alone. */
  readonly values: ReadonlyMap<string, string | true | readonly string[]>
  /** What belongs to no flag. */
  readonly words: readonly string[]
  readonly problems: readonly FlagProblem[]
}

/** Reads a command line. `--help`, or `-h`, counts wherever it stands, and whatever else is wrong. */
export function readFlags(args: readonly string[], kinds: Readonly<Record<string, FlagKind>>): FlagsRead {
  const names = [...Object.keys(kinds), 'help']
  const options = Object.fromEntries(
    Object.entries(kinds).map(([name, kind]) => [
      name,
      { type: kind === 'switch' ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const { tokens } = parseArgs({
    args: [...args],
    options: { ...options, help: { type: 'boolean', short: 'h' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = new Map<string, string | true | readonly string[]>()
  const words: string[] = []
  const problems: FlagProblem[] = []

  const unknown = (flag: string) => {
    if (problems.some((one) => one.flag === flag)) return
    const nearest = nearestName(flag, names)
    problems.push({ code: nearest === null ? 'unknown' : 'unknownNear', flag, nearest })
  }
  const given = (name: string, value: string | true, inline: boolean) => {
    const kind = kinds[name] ?? 'switch'
    const before = values.get(name)
    if (value === true ? kind !== 'switch' : !inline && value.startsWith('--'))
      problems.push({ code: 'noValue', flag: `--${name}` })
    else if (kind === 'list' && value !== true)
      values.set(name, [...(Array.isArray(before) ? before : []), value])
    else if (before !== undefined && before !== value) problems.push({ code: 'twice', flag: `--${name}` })
    else values.set(name, value)
  }

  for (const token of tokens) {
    const word = args[token.index] ?? ''
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      // A text editor has made one long dash of two.
      if (/^[\u2010-\u2015\u2212]/.test(token.value)) unknown(token.value)
      else words.push(token.value)
    } else if (!names.includes(token.name)) unknown(flagIn(word))
    // Several letters behind one dash are a name that lacks the other dash.
    else if (!token.rawName.startsWith('--') && word !== token.rawName) unknown(flagIn(word))
    else given(token.name, token.value ?? true, token.inlineValue ?? false)
  }
  return { values, words, problems }
}

/** Without the value, which may be a secret. */
function flagIn(word: string): string {
  return word.split('=', 1)[0] ?? word
}
