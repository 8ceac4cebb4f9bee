import { z } from 'zod'
import type { FlagKind } from '../../commandLine/readFlags.ts'
import { hostConfigSchema } from './hostConfig.ts'

/** One thing that can be set about a host, and every way to set it. */
export interface ConfigOption {
  /** Its name in the code, and in the catalogue, which says what it is. */
  readonly name: keyof typeof hostConfigSchema.shape
  /** Its name on the command line, without dashes in front, and in the file. */
  readonly flag: string
  readonly variable: string
  /** Variables of the older server that still count, after `variable`. */
  readonly olderVariables: readonly string[]
  /** As a person would write it; null where there is none. */
  readonly defaultText: string | null
  /** How it is written on the command line. */
  readonly kind: FlagKind
  readonly isPath: boolean
}

/** `SERVER_ADDR` sets two at once, `:8080` or `127.0.0.1:8080`; where both are there, `PORT` goes before it. */
const olderVariables: Readonly<Record<string, readonly string[]>> = {
  port: ['PORT', 'SERVER_ADDR'],
  address: ['SERVER_ADDR'],
  pathPrefix: ['PATH_PREFIX'],
  logLevel: ['LOG_LEVEL'],
  keepalivePingMs: ['KEEPALIVE_PING'],
  keepalivePongMs: ['KEEPALIVE_PONG'],
  writeDeadlineMs: ['WRITE_DEADLINE'],
}

/** Files and folders. */
const paths: readonly string[] = ['dataDir', 'tlsCert', 'tlsKey', 'installers', 'staticDir', 'workerBin']

/** All settings, in the schema's order: what reads them, `--help` and the test of the documentation go by this list. */
export const configOptions: readonly ConfigOption[] = hostConfigSchema.keyof().options.map((name) => {
  const schema = hostConfigSchema.shape[name]
  const flag = name.replace(/Ms$/, '').replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  return {
    name,
    flag,
    variable: `HEARTH_${flag.replaceAll('-', '_').toUpperCase()}`,
    olderVariables: olderVariables[name] ?? [],
    // Whose home that is only matters once it is needed: some users have none.
    defaultText: name === 'dataDir' ? '~/.hearth' : defaultText(schema),
    kind: kindOf(defaultOf(schema)),
    isPath: paths.includes(name),
  }
})

function kindOf(standard: unknown): FlagKind {
  if (Array.isArray(standard)) return 'list'
  return typeof standard === 'boolean' ? 'switch' : 'value'
}

function defaultOf(schema: z.ZodType): unknown {
  return schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault
    ? schema.def.defaultValue
    : undefined
}

function defaultText(schema: z.ZodType): string | null {
  const value = defaultOf(schema)
  if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) return null
  return String(value)
}
