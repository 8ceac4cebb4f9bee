import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { findRunningHost, type Said } from './findRunningHost.ts'
import type { KeptLinks } from './LinksFile.ts'
import { linksText } from './startupMessage.ts'

/** `hearth links`: the links of the host that runs on this computer, from its data folder. */
export async function linksCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const found = await findRunningHost('links', args, env, { json: 'switch' })
  if ('said' in found) return found.said
  const { host, flags } = found
  return { out: flags.values.has('json') ? jsonOf(host) : linksText(catalogue.t, host.links), code: 0 }
}

/** For scripts: exactly these two fields. Of a link for this computer alone guests have nothing, where there are others. */
function jsonOf({ links: { guests, host } }: KeptLinks): string {
  const elsewhere = guests.filter((one) => one.for !== 'here')
  const wanted = elsewhere.length > 0 ? elsewhere : guests
  return JSON.stringify({ guests: wanted.map(({ link }) => link), host })
}
