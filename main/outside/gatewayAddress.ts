import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { promisify } from 'node:util'
import { ipv4DefaultRoutes } from '../network/defaultRoutes.ts'

const run = promisify(execFile)
const LIMITS = { timeout: 3000, maxBuffer: 1_000_000, windowsHide: true } as const

/** The IPv4 address of the router that leads to the world; null where there is none or the system does not tell. */
export async function gatewayAddress(platform: NodeJS.Platform = process.platform): Promise<string | null> {
  const found = await gatewayOf(platform).catch(() => null)
  return found !== null && isIPv4(found) ? found : null
}

async function gatewayOf(platform: NodeJS.Platform): Promise<string | null> {
  switch (platform) {
    case 'linux':
      return fromRouteTable(await readFile('/proc/net/route', 'utf8'))
    case 'darwin':
      return fromRouteGet((await run('/sbin/route', ['-n', 'get', 'default'], LIMITS)).stdout)
    case 'win32':
      return fromRoutePrint((await run('route.exe', ['print', '-4', '0.0.0.0'], LIMITS)).stdout)
    default:
      return null
  }
}

/** Linux: the best default route that has one; addresses are numbers in this machine's order of bytes. */
export function fromRouteTable(text: string): string | null {
  const number = ipv4DefaultRoutes(text).find(({ gateway }) => gateway !== '00000000')?.gateway
  return number === undefined ? null : [...Buffer.from(number, 'hex')].toReversed().join('.')
}

/** macOS: `    gateway: 192.168.1.1`. */
export function fromRouteGet(text: string): string | null {
  const words = text.split('\n').map((line) => line.trim().split(' '))
  return words.find(([name]) => name === 'gateway:')?.at(-1) ?? null
}

/** Windows, in any language: `0.0.0.0  0.0.0.0  192.168.1.1  192.168.1.20  25`; the least metric counts. */
export function fromRoutePrint(text: string): string | null {
  const routes = text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((words) => words.length === 5 && words[0] === '0.0.0.0' && words[1] === '0.0.0.0')
  const [best] = routes.toSorted((one, other) => Number(one[4]) - Number(other[4]))
  return best?.[2] ?? null
}
