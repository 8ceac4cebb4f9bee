import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { type FlagKind, type FlagsRead, readFlags } from '../../commandLine/readFlags.ts'
import { flagSentences, loadHostConfig } from '../config/loadHostConfig.ts'
import { hostRuns } from './hostRuns.ts'
import { type KeptLinks, readKeptLinks } from './LinksFile.ts'

/** What a command has to say, and the code with which it ends: 1 where no host runs, 2 for a wrong command line. */
export interface Said {
  readonly out?: string
  readonly problems?: readonly string[]
  readonly code: 0 | 1 | 2
}

export type FoundHost = { readonly host: KeptLinks; readonly flags: FlagsRead } | { readonly said: Said }

const flagKinds: Readonly<Record<string, FlagKind>> = { port: 'value', 'data-dir': 'value', config: 'value' }
const { t } = catalogue

/**
 * Finds the host that runs on this computer by what it has left in its data folder, as `hearth links` and the like do.
 *
 * @param command whose flags these are.
 * @param switches that the command has besides.
 */
export async function findRunningHost(
  command: 'links' | 'health',
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  switches: Readonly<Record<string, FlagKind>> = {},
): Promise<FoundHost> {
  const flags = readFlags(args, { ...flagKinds, ...switches })
  if (flags.values.has('help')) return { said: { out: t(`command.${command}.help`), code: 0 } }
  const problems = flagSentences(flags, `hearth ${command} --help`)
  if (problems.length > 0) return { said: { problems, code: 2 } }
  const text = (name: string) => {
    const value = flags.values.get(name)
    return typeof value === 'string' ? value : undefined
  }
  const given = ['data-dir', 'config'].flatMap((name) => {
    const value = text(name)
    return value === undefined ? [] : [`--${name}=${value}`]
  })
  const settings = loadHostConfig(given, env)
  if (settings.kind !== 'config')
    return { said: { problems: settings.kind === 'invalid' ? settings.problems : [], code: 2 } }
  const folder = settings.config.dataDir
  const failed = (sentence: string): FoundHost => ({ said: { problems: [sentence], code: 1 } })
  const kept = await readKeptLinks(folder).catch((error: NodeJS.ErrnoException) => error)
  if (kept instanceof Error) return failed(t('command.links.unreadable', { folder, detail: kept.message }))
  const found = await running(kept, text('port'))
  const [host] = found
  if (host === undefined) return failed(t('command.links.none', { folder }))
  if (found.length > 1)
    return failed(t('command.links.several', { ports: found.map((one) => one.port).join(', ') }))
  return { host, flags }
}

async function running(kept: readonly KeptLinks[], port: string | undefined): Promise<KeptLinks[]> {
  const wanted = kept.filter((one) => port === undefined || String(one.port) === port)
  const lives = await Promise.all(wanted.map(hostRuns))
  return wanted.filter((_one, index) => lives[index]).toSorted((one, other) => one.port - other.port)
}
