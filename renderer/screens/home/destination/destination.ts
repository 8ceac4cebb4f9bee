import { hostKeyOf } from '../../../../protocol/hostKey.ts'
import { parseInviteLink } from '../../../../protocol/inviteLink.ts'
import type { HostingState } from '../../../../protocol/ipc/ipc.ts'
import { pastedLink } from '../../../../protocol/pastedLink.ts'
import { cleanLine } from '../../../../protocol/text/cleanLine.ts'
import { type NameFault, nameFault, type RoomName, roomNameSchema } from '../../../../protocol/names.ts'
import type { OfferedHost } from './offeredHosts.ts'
import type { en } from '../../../locales/en.ts'

/** A room on a host. */
export interface Destination {
  /** Of the host: ends with '/'. */
  readonly base: string
  readonly room: RoomName
  /** Of the host's certificate, where the link carried it. */
  readonly fingerprint: string | null
  /** As a person opened or pasted it, where it was a link: it may be a host link. */
  readonly link?: string
  /** The same host at its other addresses. */
  readonly others?: readonly string[]
  /** The fingerprint comes from an announcement on the network, not from a person. */
  readonly announced?: boolean
}

/** Why a text leads nowhere: by its link, or because it is no name of a room. */
export type DestinationProblem =
  | { readonly kind: 'ours'; readonly key: keyof typeof en.home.problem }
  | { readonly kind: 'name'; readonly fault: NameFault }

export type DestinationAnswer =
  | { readonly ok: true; readonly destination: Destination }
  | { readonly ok: false; readonly problem: DestinationProblem }

/** What the same text can mean in different places. */
export interface DestinationContext {
  /** The host that served this page; null in the app. */
  readonly own: { readonly base: string; readonly fingerprint: string | null } | null
  readonly hosting: HostingState
  /** The host on which a room name alone means a room; null: the one on this computer. */
  readonly chosen: OfferedHost | null
}

/** Reads what a person put into the Room box: a room name or an invite link. */
export function readDestination(text: string, context: DestinationContext): DestinationAnswer {
  const link = looksLikeLink(text) ? pastedLink(text) : null
  if (link !== null) return readLink(link, context)
  return ADDRESS.test(cleanLine(text)) ? ours('addressAlone') : readPlainName(text, context)
}

/** Where a host may be: by number, or by a name with a port. As a room's name, it would lead somewhere else. */
const ADDRESS =
  /^(?:\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?|\[[\da-f:.]+\](?::\d{1,5})?|(?:localhost|[\w-]+(?:\.[\w-]+)+):\d{1,5})\/?$/i

/** Whether a text was meant as a link. A room may have any name, but hardly one with `://` in it. */
export function looksLikeLink(text: string): boolean {
  return text.includes('://') || text.includes('/?room=')
}

function readLink(text: string, { own }: DestinationContext): DestinationAnswer {
  const answer = parseInviteLink(text)
  if (!answer.ok) return ours(answer.problem)
  const { room, ...host } = answer.link
  const kept = hostKeyOf(text) === null ? {} : { link: text }
  // A page may not open a socket to a host whose certificate the browser does not know.
  if (own !== null && ![host.base, ...(host.others ?? [])].includes(own.base)) return ours('otherHost')
  if (room === null) return ours('linkWithoutRoom')
  // It is one of the host's addresses that has served this page, and the only one that the page may talk to.
  if (own !== null)
    return { ok: true, destination: { base: own.base, room, fingerprint: host.fingerprint, ...kept } }
  return { ok: true, destination: { ...host, room, ...kept } }
}

function readPlainName(text: string, { own, hosting, chosen }: DestinationContext): DestinationAnswer {
  const read = roomNameSchema.safeParse(text)
  if (!read.success) return { ok: false, problem: { kind: 'name', fault: nameFault(read.error) } }
  const host = own ?? chosen ?? (hosting.state === 'running' ? hosting : null)
  if (host === null) return ours('plainName')
  return { ok: true, destination: { base: host.base, room: read.data, fingerprint: host.fingerprint } }
}

function ours(key: keyof typeof en.home.problem): DestinationAnswer {
  return { ok: false, problem: { kind: 'ours', key } }
}
