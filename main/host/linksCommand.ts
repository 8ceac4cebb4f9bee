import { type FlagKind, readFlags } from '../commandLine/readFlags.ts'
import { catalogue } from '../../renderer/locales/catalogue.ts'
import { hostRuns } from './hostRuns.ts'
import { type KeptLinks, readKeptLinks } from './LinksFile.ts'
import { flagSentences, loadHostConfig } from './config/loadHostConfig.ts'
import { linksText } from './welcomeText.ts'

/** What the command has to say, and the code with which it ends: 1 where no host runs, 2 for a wrong command line. */
export interface Said {
  readonly out?: string
  readonly problems?: readonly string[]
  readonly code: 0 | 1 | 2
}

const flagKinds: Readonly<Record<string, FlagKind>> = {
  json: 'switch',
  port: 'value',
  'data-dir': 'value',
  config: 'value',
}

/** `hearth links`: the links of the host that runs on this computer, from its data folder. */
export async function linksCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const { t } = catalogue
  const flags = readFlags(args, flagKinds)
  if (flags.values.has('help')) return { out: t('command.links.help'), code: 0 }
  const problems = flagSentences(flags, 'hearth links --help')
  if (problems.length > 0) return { problems, code: 2 }
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
    return { problems: settings.kind === 'invalid' ? settings.problems : [], code: 2 }
  const { dataDir } = settings.config
  const kept = await readKeptLinks(dataDir).catch((error: NodeJS.ErrnoException) => error)
  if (kept instanceof Error)
    return { problems: [t('command.links.unreadable', { folder: dataDir, detail: kept.message })], code: 1 }
  const found = await running(kept, text('port'))
  const [host] = found
  if (host === undefined) return { problems: [t('command.links.none', { folder: dataDir })], code: 1 }
  if (found.length > 1) {
    const ports = found.map((one) => one.port).join(', ')
    return { problems: [t('command.links.several', { ports })], code: 1 }
  }
  return { out: flags.values.has('json') ? jsonOf(host) : linksText(t, host.links), code: 0 }
}

async function running(kept: readonly KeptLinks[], port: string | undefined): Promise<KeptLinks[]> {
  const wanted = kept.filter((one) => port === undefined || String(one.port) === port)
  const lives = await Promise.all(wanted.map(hostRuns))
  return wanted.filter((_one, index) => lives[index]).toSorted((one, other) => one.port - other.port)
}

/** For scripts: exactly these two fields. Of a link for this computer alone guests have nothing, where there are others. */
function jsonOf({ links: { guests, host } }: KeptLinks): string {
  const elsewhere = guests.filter((one) => one.for !== 'here')
  const wanted = elsewhere.length > 0 ? elsewhere : guests
  return JSON.stringify({ guests: wanted.map(({ link }) => link), host })
}
