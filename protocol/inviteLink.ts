import { z } from 'zod'
import { type RoomName, roomNameSchema } from './names.ts'

/**
 * An invite link: `https://192.168.1.20:8443/?room=demo#fp=<SHA-256 of the host's public key, base64url>&at=10.0.0.7`.
 * The fingerprint stands behind `#`, so a browser never sends it anywhere; the app pins it. `at` has the host's other
 * addresses, so that one link does on every network: the app tries them all.
 */
export interface InviteLink {
  /** Scheme, host, port and path prefix, ending in a slash: `https://192.168.1.20:8443/`. */
  readonly base: string
  readonly room: RoomName | null
  /** SHA-256 of the host's public key (DER) in base64url without padding: 43 letters. */
  readonly fingerprint: string | null
  /** The same host at its other addresses, written as `base` is; left out where the link has none. */
  readonly others?: readonly string[]
}

/** A computer has two or three networks, and perhaps an outer address. */
export const MAX_OTHER_BASES = 8

/** Longer than any real link; protects the parser, not the person. */
export const MAX_LINK_LENGTH = 4096
const fingerprintSchema = z.string().regex(/^[\w-]{43}$/)

export type LinkProblem = 'not_a_link' | 'wrong_scheme' | 'bad_room' | 'bad_fingerprint'
export type LinkAnswer =
  | { readonly ok: true; readonly link: InviteLink }
  | { readonly ok: false; readonly problem: LinkProblem }

/** What the system opens with the app; behind it stands the same as behind `https://`. */
export const OWN_SCHEME = /^hearth:\/\//i

/** The same link as the system opens it with the app. */
export function formatAppLink(link: InviteLink): string {
  return formatInviteLink(link).replace(/^https?:/, 'hearth:')
}

/** Reads what a person pasted or opened. Plain `http` is accepted for this computer only. */
export function parseInviteLink(text: string): LinkAnswer {
  const trimmed = text.trim().replace(OWN_SCHEME, 'https://')
  if (trimmed.length > MAX_LINK_LENGTH || !URL.canParse(trimmed)) return { ok: false, problem: 'not_a_link' }
  const url = new URL(trimmed)
  const loopback = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback))
    return { ok: false, problem: 'wrong_scheme' }
  if (url.username !== '' || url.password !== '') return { ok: false, problem: 'not_a_link' }
  const roomText = url.searchParams.get('room')
  const room = roomText === null ? null : roomNameSchema.safeParse(roomText)
  if (room !== null && !room.success) return { ok: false, problem: 'bad_room' }
  const fingerprintText = new URLSearchParams(url.hash.slice(1)).get('fp')
  if (fingerprintText !== null && !fingerprintSchema.safeParse(fingerprintText).success) {
    return { ok: false, problem: 'bad_fingerprint' }
  }
  const path = url.pathname.slice(0, url.pathname.lastIndexOf('/') + 1)
  const base = `${url.origin}${path}`
  const link = { base, room: room?.data ?? null, fingerprint: fingerprintText }
  // Without a fingerprint nothing would tell which of them is the host.
  const others = fingerprintText === null ? [] : readOthers(url, path)
  return { ok: true, link: others.length === 0 ? link : { ...link, others } }
}

const SCHEME_PORT = 443
const PLACE = /^(\[[\da-f:.]+\]|[a-z\d.-]+)(?::(\d{1,5}))?$/i

/** What is no address is left out: the others may do. */
function readOthers(url: URL, path: string): string[] {
  const places = new URLSearchParams(url.hash.slice(1)).get('at')?.split(',') ?? []
  const bases = places.slice(0, MAX_OTHER_BASES).flatMap((place) => {
    const [, host, port = url.port] = PLACE.exec(place) ?? []
    const address = `${url.protocol}//${host}${port === '' ? '' : `:${port}`}`
    return host !== undefined && URL.canParse(address) ? [`${new URL(address).origin}${path}`] : []
  })
  return [...new Set(bases)].filter((base) => base !== `${url.origin}${path}`)
}

/**
 * @param link its base ends in a slash, as in {@link InviteLink.base}. Of its other addresses the first ones are written: as
 *   many as are read.
 */
export function formatInviteLink(link: InviteLink): string {
  const url = new URL(link.base)
  if (link.room !== null) url.searchParams.set('room', link.room)
  // A full stop at the end would be taken for the sentence's.
  url.search = url.search.replace(/[.*]$/, (last) => (last === '.' ? '%2E' : '%2A'))
  if (link.fingerprint === null) return url.href
  const places = (link.others ?? []).slice(0, MAX_OTHER_BASES).map((base) => {
    const { hostname, port } = new URL(base)
    // A link's own port goes without saying; another one does not, even where it is the scheme's.
    return port === url.port ? hostname : `${hostname}:${port === '' ? SCHEME_PORT : port}`
  })
  url.hash = `fp=${link.fingerprint}${places.length === 0 ? '' : `&at=${places.join(',')}`}`
  return url.href
}
