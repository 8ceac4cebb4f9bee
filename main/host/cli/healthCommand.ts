import { get as getHttp } from 'node:http'
import { get as getHttps } from 'node:https'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { findRunningHost, type Said } from './findRunningHost.ts'

/** Milliseconds; shorter than whoever runs the check waits for it. */
const ANSWER_MS = 4000

/**
 * `hearth health`: whether the host that runs on this computer can hold meetings, for those who watch over it. Whatever its port,
 * address and scheme are, it has left them in its data folder.
 */
export async function healthCommand(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Said> {
  const found = await findRunningHost('health', args, env)
  if ('said' in found) return found.said
  const { t } = catalogue
  try {
    const { status, body } = await ask(new URL('health', found.host.base))
    return { out: body, code: status === 200 ? 0 : 1 }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { problems: [t('command.health.noAnswer', { detail })], code: 1 }
  }
}

/** The host's certificate is its own, so that it is not checked: nothing is told to whoever answers. */
function ask(url: URL): Promise<{ readonly status: number; readonly body: string }> {
  return new Promise((resolve, reject) => {
    const get = url.protocol === 'https:' ? getHttps : getHttp
    const signal = AbortSignal.timeout(ANSWER_MS)
    get(url, { rejectUnauthorized: false, agent: false, signal }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
      )
    }).once('error', reject)
  })
}
