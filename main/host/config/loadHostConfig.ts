import { parseArgs } from 'node:util'
import { type RoomName, roomNameSchema } from '../../../protocol/names.ts'
import { firstSentence } from '../firstSentence.ts'
import { type HostConfig, hostConfigSchema } from './hostConfig.ts'
import { loadConfigFile } from './loadConfigFile.ts'
import { type ConfigOption, configOptions } from './configOptions.ts'

export type LoadedHostConfig =
  | { readonly kind: 'config'; readonly config: HostConfig; readonly room: RoomName | null }
  | { readonly kind: 'help' }
  /** `problems` are sentences, each naming the flag, variable or file and key that it is about. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] }

export interface LoadHostConfigOptions {
  /**
   * Whether the older server's variables count besides HEARTH_*. A desktop has PORT or LOG_LEVEL set for other
   * programs, and they must not keep the app from hosting.
   */
  readonly olderVariables: boolean
  /** What an administrator has decided goes before all other places; null: the default, whatever they say. */
  readonly decided?: Readonly<Record<string, unknown>>
}

/** A value as it was written, and where, so that a problem can name the place. */
interface Given {
  readonly name: string
  readonly value: unknown
  readonly from: string
}

type Flags = Readonly<Record<string, string | boolean | undefined>>

/** Reads flags, then environment, then the file, then defaults: the first that says something counts. */
export function loadHostConfig(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { olderVariables, decided = {} }: LoadHostConfigOptions = { olderVariables: true },
): LoadedHostConfig {
  const read = readFlags(args)
  if ('problem' in read) return { kind: 'invalid', problems: [read.problem] }
  const { flags } = read
  if (flags['help'] === true) return { kind: 'help' }

  const file = flags['config'] ?? env['HEARTH_CONFIG'] ?? ''
  const inFile = typeof file === 'string' && file !== '' ? loadConfigFile(file) : null
  const values = inFile?.ok === true ? inFile.values : {}
  const given = configOptions.flatMap((setting): Given[] => {
    const { name, flag } = setting
    if (Object.hasOwn(decided, name))
      return decided[name] === null ? [] : [{ name, value: decided[name], from: `policy: ${name}` }]
    const onLine = flags[flag]
    if (onLine !== undefined) return [{ name, value: onLine, from: `--${flag}` }]
    const around = fromEnvironment(setting, env, olderVariables)
    if (around !== null) return [around]
    return values[flag] === undefined ? [] : [{ name, value: values[flag], from: `${String(file)}: ${flag}` }]
  })

  const parsed = hostConfigSchema.safeParse(Object.fromEntries(given.map(({ name, value }) => [name, value])))
  const room = flags['room'] === undefined ? null : roomNameSchema.safeParse(flags['room'])
  const problems = [
    ...(inFile?.ok === false ? inFile.problems : []),
    ...(parsed.error?.issues ?? []).map(
      ({ path, message }) =>
        `${given.find(({ name }) => name === path[0])?.from ?? path.join('.')}: ${message}`,
    ),
    ...(room?.error?.issues ?? []).slice(0, 1).map(({ message }) => `--room: ${message}`),
  ]
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems }
  return { kind: 'config', config: parsed.data, room: room?.data ?? null }
}

function readFlags(args: readonly string[]): { readonly flags: Flags } | { readonly problem: string } {
  const options = Object.fromEntries(
    configOptions.map(({ flag, isSwitch }) => [
      flag,
      { type: isSwitch ? ('boolean' as const) : ('string' as const) },
    ]),
  )
  const own = {
    room: { type: 'string' as const },
    config: { type: 'string' as const },
    help: { type: 'boolean' as const, short: 'h' },
  }
  try {
    return { flags: parseArgs({ args: [...args], options: { ...options, ...own } }).values }
  } catch (error) {
    return { problem: firstSentence(error) }
  }
}

/** An empty variable is one that is not set: that is how services and containers switch one off. */
function fromEnvironment(
  setting: ConfigOption,
  env: NodeJS.ProcessEnv,
  olderVariables: boolean,
): Given | null {
  for (const variable of [setting.variable, ...(olderVariables ? setting.olderVariables : [])]) {
    const text = env[variable]
    if (text === undefined || text === '') continue
    const value = variable === 'SERVER_ADDR' ? partOfServerAddress(text, setting.name) : text
    if (value !== null) return { name: setting.name, value, from: variable }
  }
  return null
}

/**
 * The host or the port of the older server's `:8080`, `127.0.0.1:8080`, `localhost:8080` or `[::1]:8080`.
 * Null where that part is left out; what cannot be read stays as it is, so that the schema's own sentence follows.
 */
function partOfServerAddress(text: string, part: string): string | null {
  const [, host, port] = /^(\[[\da-f:.]+\]|[^:]*):(\d+)$/i.exec(text) ?? []
  if (part === 'port') return port ?? text
  if (host === undefined) return text
  if (host === 'localhost') return '127.0.0.1'
  return host === '' ? null : host.replaceAll(/^\[|\]$/g, '')
}
