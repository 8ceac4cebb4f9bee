import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { type RoomName, roomNameSchema } from '../../protocol/names.ts'
import { type HostConfig, hostConfigSchema } from './hostConfig.ts'

export type ReadHostConfig =
  | { readonly kind: 'config'; readonly config: HostConfig; readonly room: RoomName | null }
  | { readonly kind: 'help' }
  /** `problems` are sentences, each naming the flag or variable that it is about. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }

const shape: Record<string, z.ZodType> = hostConfigSchema.shape

function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function variable(name: string): string {
  return `HEARTH_${kebab(name).replaceAll('-', '_').toUpperCase()}`
}

/** Reads flags, then environment, then defaults. */
export function readHostConfig(args: readonly string[], env: NodeJS.ProcessEnv): ReadHostConfig {
  const options = Object.fromEntries(
    Object.keys(shape).map((name) => [kebab(name), { type: 'string' as const }]),
  )
  let flags: Record<string, string | boolean | undefined>
  try {
    flags = parseArgs({
      args: [...args],
      options: { ...options, room: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values
  } catch (error) {
    return { kind: 'invalid', problems: [firstSentence(error)] }
  }
  if (flags['help'] === true) return { kind: 'help' }
  const given = Object.keys(shape).flatMap((name) => {
    const flag = flags[kebab(name)]
    if (flag !== undefined) return [{ name, value: flag, from: `--${kebab(name)}` }]
    const value = env[variable(name)]
    return value === undefined || value === '' ? [] : [{ name, value, from: variable(name) }]
  })
  const parsed = hostConfigSchema.safeParse(Object.fromEntries(given.map(({ name, value }) => [name, value])))
  const room = flags['room'] === undefined ? null : roomNameSchema.safeParse(flags['room'])
  const problems = [
    ...(parsed.error?.issues ?? []).map(
      ({ path, message }) =>
        `${given.find(({ name }) => name === path[0])?.from ?? path.join('.')}: ${message}`,
    ),
    ...(room?.error?.issues ?? []).slice(0, 1).map(({ message }) => `--room: ${message}`),
  ]
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'config', config: parsed.data, room: room?.data ?? null }
}

/** The flags with their defaults, for `--help`: made from the schema, so that it cannot be out of date. */
export function hostHelp(): string {
  const defaults: Record<string, unknown> = hostConfigSchema.parse({})
  const lines = Object.entries(shape).map(([name, schema]) => {
    const value = defaults[name]
    const shown = value === undefined ? '' : ` [${String(value)}]`
    return `  ${`--${kebab(name)}`.padEnd(14)} ${schema.description ?? ''}${shown}\n${' '.repeat(17)}environment: ${variable(name)}`
  })
  return [
    'Hosts meetings without a window.',
    '',
    'Usage: hearth host [--room NAME] [flags]',
    '',
    `  ${'--room'.padEnd(14)} room that the printed invite links lead to`,
    ...lines,
    `  ${'--help'.padEnd(14)} prints this`,
    '',
  ].join('\n')
}

/** node:util explains at length; its first sentence says what is wrong. */
function firstSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return `${text.split('. ')[0] ?? text}`.replace(/\.?$/, '. See --help.')
}
