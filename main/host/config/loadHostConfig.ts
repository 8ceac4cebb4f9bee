import { join } from 'node:path'
import type { z } from 'zod'
import { type RoomName, roomNameSchema } from '../../../protocol/names.ts'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { nearestName } from '../../commandLine/nearestName.ts'
import { type FlagKind, type FlagsRead, readFlags } from '../../commandLine/readFlags.ts'
import { type ConfigOption, configOptions } from './configOptions.ts'
import { environmentText, environmentValue, hostVariables, strayVariables } from './environmentValues.ts'
import { expandPath, homeFolder } from './expandPath.ts'
import { type HostConfig, hostConfigSchema } from './hostConfig.ts'
import { type LoadedConfigFile, loadConfigFile } from './loadConfigFile.ts'

export type LoadedHostConfig =
  | {
      readonly kind: 'config'
      readonly config: HostConfig
      readonly room: RoomName | null
      /** Sentences about what is left aside. */
      readonly warnings: readonly string[]
    }
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
  /** `--port`, `HEARTH_PORT`, `/etc/hearth/config.json:3: port`. */
  readonly from: string
  /** That a relative path starts from. */
  readonly folder: string
}

const { t } = catalogue
const HELP = 'hearth host --help'

/** How the flags of `hearth host` are written. */
const flagKinds: Readonly<Record<string, FlagKind>> = {
  room: 'value',
  config: 'value',
  ...Object.fromEntries(configOptions.map(({ flag, kind }) => [flag, kind])),
}

/** Reads flags, then environment, then the file, then defaults: the first that says something counts. */
export function loadHostConfig(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { olderVariables, decided = {} }: LoadHostConfigOptions = { olderVariables: true },
): LoadedHostConfig {
  const flags = readFlags(args, flagKinds)
  if (flags.values.has('help')) return { kind: 'help' }
  const problems = flagSentences(flags, HELP)
  const inFile = configFile(flags, env, problems)

  const given = configOptions.flatMap((option): Given[] => {
    const { name } = option
    if (!Object.hasOwn(decided, name)) return written(option) ?? []
    const value = decided[name]
    return value === null ? [] : [{ name, value, from: `policy: ${name}`, folder: '.' }]
  })
  const values = Object.fromEntries(given.map((one) => [one.name, one.value]))
  for (const { name, value, from, folder } of given) {
    if (typeof value !== 'string' || configOptions.find((one) => one.name === name)?.isPath !== true) continue
    const whole = expandPath(value, folder)
    if (whole.ok) values[name] = whole.path
    else problems.push(`${from}: ${t(`command.path.${whole.problem}`)}`)
  }
  const home = homeFolder()
  if (values['dataDir'] === undefined && home !== null) values['dataDir'] = join(home, '.hearth')
  else if (values['dataDir'] === undefined) problems.push(`--data-dir: ${t('command.noDataDir')}`)

  const parsed = hostConfigSchema.safeParse(values)
  const issues = (parsed.error?.issues ?? []).filter(
    ({ path: [name] }) => name !== 'dataDir' || home !== null,
  )
  const room = roomOf(written({ flag: 'room', name: 'room', variable: 'HEARTH_ROOM', olderVariables: [] }))
  problems.push(...issues.map((issue) => sentence(issue, given)), ...room.problems)
  if (!parsed.success || problems.length > 0) return { kind: 'invalid', problems: [...new Set(problems)] }
  return { kind: 'config', config: parsed.data, room: room.name, warnings: warnings(env) }

  function written(option: Pick<ConfigOption, 'flag' | 'variable' | 'olderVariables'> & { name: string }) {
    const { name, flag } = option
    const onLine = flags.values.get(flag)
    if (onLine !== undefined) return [{ name, value: onLine, from: `--${flag}`, folder: '.' }]
    const around = environmentValue(option, env, olderVariables)
    if (around !== null) return [{ name, value: around.value, from: around.variable, folder: '.' }]
    const filed = inFile?.values.get(flag)
    return filed === undefined ? null : [{ name, ...filed, folder: inFile?.folder ?? '.' }]
  }
}

/** What is wrong with a command line, as sentences. @param help the words that print the flags. */
export function flagSentences({ problems, words }: FlagsRead, help: string): string[] {
  return [
    ...problems.map(({ code, ...facts }) => t(`command.flags.${code}`, { ...facts, help })),
    ...words.map((word) => t('command.flags.stray', { word: word.slice(0, 40), help })),
  ]
}

function configFile(
  { values }: FlagsRead,
  env: NodeJS.ProcessEnv,
  problems: string[],
): LoadedConfigFile | null {
  const onLine = values.get('config')
  const file = typeof onLine === 'string' ? onLine : environmentText('HEARTH_CONFIG', env)
  if (file === null) return null
  const whole = expandPath(file, '.')
  if (!whole.ok) {
    problems.push(
      `${onLine === undefined ? 'HEARTH_CONFIG' : '--config'}: ${t(`command.path.${whole.problem}`)}`,
    )
    return null
  }
  const loaded = loadConfigFile(whole.path, t)
  problems.push(...loaded.problems)
  return loaded
}

function roomOf(given: readonly Given[] | null): { name: RoomName | null; problems: string[] } {
  const [one] = given ?? []
  if (one === undefined) return { name: null, problems: [] }
  const parsed = roomNameSchema.safeParse(one.value)
  const [issue] = parsed.error?.issues ?? []
  return { name: parsed.data ?? null, problems: issue === undefined ? [] : [`${one.from}: ${issue.message}`] }
}

/** Where a value stands, and what is wrong with it; never the value itself, which may be a secret. */
function sentence({ path: [name, index], message }: z.core.$ZodIssue, given: readonly Given[]): string {
  const from = given.find((one) => one.name === name)?.from ?? `--${flagOf(name)}`
  const place = typeof index === 'number' ? t('command.valueNumber', { from, number: index + 1 }) : from
  return `${place}: ${message}`
}

function flagOf(name: unknown): string {
  return configOptions.find((option) => option.name === name)?.flag ?? String(name)
}

function warnings(env: NodeJS.ProcessEnv): string[] {
  const { unknown, ofService } = strayVariables(env)
  return [
    ...unknown.map((variable) => {
      const nearest = nearestName(variable, hostVariables)
      return nearest === null
        ? t('command.environment.unknown', { variable })
        : t('command.environment.unknownNear', { variable, nearest })
    }),
    ...(ofService.length === 0
      ? []
      : [t('command.environment.ofService', { variables: ofService.join(', ') })]),
  ]
}
