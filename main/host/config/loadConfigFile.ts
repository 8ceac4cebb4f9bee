import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { configOptions } from './configOptions.ts'

const contents = z.record(z.string(), z.unknown())

export type LoadedConfigFile =
  | { readonly ok: true; readonly values: Readonly<Record<string, unknown>> }
  /** Sentences that name the file and, where there is one, the key. */
  | { readonly ok: false; readonly problems: readonly string[] }

/** Reads a JSON object whose keys are the flags' names: `{ "port": 8443, "path-prefix": "/meet" }`. */
export function loadConfigFile(file: string): LoadedConfigFile {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { ok: false, problems: [`${file}: The file cannot be read (${code}).`] }
  }
  const values = parse(text)
  if (values === null) return { ok: false, problems: [`${file}: The file is not a JSON object.`] }
  const unknown = Object.keys(values).filter((key) => !configOptions.some(({ flag }) => flag === key))
  if (unknown.length === 0) return { ok: true, values }
  return { ok: false, problems: unknown.map((key) => `${file}: ${key}: There is no such setting.`) }
}

function parse(text: string): Record<string, unknown> | null {
  try {
    // Editors on Windows put a mark in front that JSON does not know.
    return contents.parse(JSON.parse(text.replace(/^\uFEFF/, '')))
  } catch {
    return null
  }
}
