import { parseInviteLink } from '../../protocol/inviteLink.ts'

/** What the page's own address asks for. The texts are as they stand there, unread. */
export interface AddressWishes {
  readonly room: string
  readonly name: string
  /** Straight in, without the lobby: camera and microphone off, since an address never switches a device on. */
  readonly joinNow: boolean
  /** Host at once, as the app's own `--host` asks. */
  readonly hostNow: boolean
  /** Of the host's certificate, from behind the `#`. */
  readonly fingerprint: string | null
  /** The host's other addresses, from there too. */
  readonly others: readonly string[]
}

/** Reads `/?room=demo&username=Alice&join=now#fp=…`. */
export function startParameters(href: string): AddressWishes {
  const params = new URL(href).searchParams
  const link = parseInviteLink(href)
  return {
    room: params.get('room') ?? '',
    name: params.get('username') ?? params.get('name') ?? '',
    joinNow: params.get('join') === 'now',
    hostNow: params.get('host') === 'now',
    fingerprint: link.ok ? link.link.fingerprint : null,
    others: link.ok ? (link.link.others ?? []) : [],
  }
}
