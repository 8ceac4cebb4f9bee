import { z } from 'zod'
import type { iceServerSchema } from '../wire/media/media.ts'

/** A port of this computer that the router leads to from outside. */
const mappedPortSchema = z.object({
  protocol: z.enum(['tcp', 'udp']),
  inside: z.number().int(),
  outside: z.number().int(),
  /** What answers there: pages and signaling, or sound and pictures. */
  use: z.enum(['pages', 'media']),
})
export type MappedPort = z.infer<typeof mappedPortSchema>

/** Whether the host can be reached from outside its network, as far as its router told. */
export const outsideAccessStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  z.object({ state: z.literal('asking') }),
  z.object({ state: z.literal('open'), address: z.ipv4(), ports: z.array(mappedPortSchema).max(256) }),
  z.object({
    state: z.literal('failed'),
    /**
     * No router answers; it does not open ports; or it has no address of the internet itself, since another router
     * stands before it.
     */
    code: z.enum(['no_router', 'refused', 'no_public_address']),
  }),
])
export type OutsideAccessState = z.infer<typeof outsideAccessStateSchema>

export type IceServer = z.infer<typeof iceServerSchema>

/** An ICE server as somebody has written it. */
export type IceServerEntry =
  /** To be told to clients as it is. */
  | { readonly kind: 'plain'; readonly server: IceServer }
  /** A TURN server that shares a secret with the host, which makes credentials of it that run out. */
  | { readonly kind: 'sharedSecret'; readonly urls: string[]; readonly secret: string }

const MAX_ICE_SERVERS = 8
const ICE_SERVER =
  /^(?<scheme>stuns?|turns?):(?:\/\/)?(?:(?<username>[^:@\s,]{0,256}):(?<credential>[^@\s,]{1,256})@)?(?<host>\[[\da-f:]+\]|[a-z\d.-]{1,253})(?::(?<port>\d{1,5}))?\/?(?<query>\?transport=(?:udp|tcp))?$/i

/**
 * Reads `stun:HOST:PORT` or `turn:USER:PASSWORD@HOST:PORT?transport=tcp`. Without the user, as in `turn::SECRET@HOST`, it is
 * the secret that the host shares with the TURN server. Letters of a user or a secret that have a meaning here are written as in
 * other addresses: `p%40ss` for `p@ss`.
 *
 * @returns null for what no browser would use: one is enough, and it makes no connection at all.
 */
export function parseIceServer(text: string): IceServerEntry | null {
  const { scheme, username, credential, host, port, query = '' } = ICE_SERVER.exec(text)?.groups ?? {}
  if (scheme === undefined || host === undefined || !isHost(host)) return null
  if (port !== undefined && (Number(port) === 0 || Number(port) > 65_535)) return null
  const urls = [
    `${scheme.toLowerCase()}:${host}${port === undefined ? '' : `:${port}`}${query.toLowerCase()}`,
  ]
  if (scheme.toLowerCase().startsWith('stun')) {
    return username === undefined && query === '' ? { kind: 'plain', server: { urls } } : null
  }
  if (username === undefined || credential === undefined) return null
  const secret = decoded(credential)
  return username === ''
    ? { kind: 'sharedSecret', urls, secret }
    : { kind: 'plain', server: { urls, username: decoded(username), credential: secret } }
}

/** An IPv4 address, an IPv6 one in brackets, or a name: `192.0.2.999` is none of them. */
function isHost(host: string): boolean {
  return URL.canParse(`http://${host}/`)
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** Several of them as a person writes them, with spaces or commas between. @returns null where one is none. */
export function parseIceServers(text: string): IceServerEntry[] | null {
  const words = text.split(/[\s,]+/).filter((word) => word !== '')
  const servers = words.map(parseIceServer)
  if (words.length > MAX_ICE_SERVERS || servers.includes(null)) return null
  return servers.filter((server) => server !== null)
}

/** What a person wants to be reached by from outside; nothing by default. */
export const outsideAccessConfigSchema = z.object({
  mapPorts: z.boolean(),
  /** As `parseIceServers` reads them. */
  iceServers: z.string().max(4096),
})
export type OutsideAccessConfig = z.infer<typeof outsideAccessConfigSchema>
