import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { TFunction } from 'i18next'
import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { JsonMistake } from '../../../renderer/locales/en/system/command.ts'
import { readPlainText } from '../../../protocol/plainText.ts'
import { nearestName } from '../../commandLine/nearestName.ts'
import { configOptions } from './configOptions.ts'

/** A value in the file, and where it stands: `/etc/hearth/config.json:3: port`. */
export interface FileValue {
  readonly value: unknown
  readonly from: string
}

export interface LoadedConfigFile {
  /** By the flags' names. */
  readonly values: ReadonlyMap<string, FileValue>
  /** That relative paths in the file start from. */
  readonly folder: string
  /** Sentences that name the file and, where there is one, the line and the key. */
  readonly problems: readonly string[]
}

/** Settings that may stand in a file, by their names there. */
const keys: readonly string[] = ['room', ...configOptions.map(({ flag }) => flag)]

/** Reads a JSON object whose keys are the flags' names: `{ "port": 8443, "path-prefix": "/meet" }`. */
export function loadConfigFile(file: string, t: TFunction): LoadedConfigFile {
  const values = new Map<string, FileValue>()
  const problems: string[] = []
  const loaded = { values, problems, folder: dirname(file) }
  const text = textOf(file, t)
  if (!text.ok) {
    problems.push(`${file}: ${text.problem}`)
    return loaded
  }
  const place = (offset: number) => placeOf(text.text, offset)
  const errors: ParseError[] = []
  const root = parseTree(text.text, errors, { disallowComments: true })
  const [error] = errors
  if (error !== undefined) {
    const { line, column } = place(error.offset)
    problems.push(`${file}:${line}:${column}: ${t(`command.file.json.${mistakeIn(error, text.text)}`)}`)
    return loaded
  }
  if (root?.type !== 'object') {
    problems.push(`${file}: ${t('command.file.noObject')}`)
    return loaded
  }
  for (const property of root.children ?? []) {
    const [name, value] = property.children ?? []
    const key: unknown = name?.value
    if (name === undefined || value === undefined || typeof key !== 'string') continue
    const from = `${file}:${place(name.offset).line}: ${key}`
    if (!keys.includes(key)) problems.push(`${from}: ${noSuchKey(key, t)}`)
    else if (values.has(key)) problems.push(`${from}: ${t('command.file.twice')}`)
    else values.set(key, { value: getNodeValue(value) as unknown, from })
  }
  return loaded
}

function noSuchKey(key: string, t: TFunction): string {
  const nearest = nearestName(key.replace(/^hearth[-_]/i, ''), keys)
  return nearest === null ? t('command.file.unknown') : t('command.file.unknownNear', { nearest })
}

function textOf(file: string, t: TFunction): { ok: true; text: string } | { ok: false; problem: string } {
  try {
    const read = readPlainText(readFileSync(file))
    if (!read.ok) return { ok: false, problem: t(`command.file.${read.problem}`) }
    // A file may be cut off, as by a full disk.
    return read.text.trim() === '' ? { ok: false, problem: t('command.file.empty') } : read
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    switch (code) {
      case 'ENOENT':
      case 'EACCES':
      case 'EISDIR':
        return { ok: false, problem: t(`command.file.${code}`) }
      default:
        return { ok: false, problem: t('command.file.unreadable', { code }) }
    }
  }
}

/** What people do to JSON; anything else is told by its place alone. */
function mistakeIn({ error, offset }: ParseError, text: string): JsonMistake {
  const rest = text.slice(offset)
  switch (printParseErrorCode(error)) {
    case 'InvalidCommentToken':
      return 'comment'
    case 'CommaExpected':
      return 'noComma'
    case 'EndOfFileExpected':
      return 'goesOn'
    case 'InvalidEscapeCharacter':
    case 'InvalidUnicode':
      return 'backslash'
    case 'InvalidSymbol':
      return 'quotes'
    default:
      if (rest === '') return 'cutOff'
      return /^[}\]]/.test(rest) ? 'extraComma' : 'other'
  }
}

function placeOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}
