import { formatInviteLink } from '../../../protocol/inviteLink.ts'
import type { HostingState } from '../../../protocol/ipc.ts'
import type { RoomName } from '../../../protocol/names.ts'

export interface InviteLinks {
  /** At least one; the likeliest to work for others first. */
  readonly links: readonly string[]
  /** We host, but no network connects us to anyone. */
  readonly thisComputerOnly: boolean
  readonly hosting: boolean
}

export interface InviteParams {
  /** The host of the meeting, as we reach it. */
  readonly base: string
  readonly room: RoomName
  /** Of the host's certificate, where we know it. */
  readonly fingerprint: string | null
  /** Its other addresses, where we know any. */
  readonly others?: readonly string[]
  readonly hosting: HostingState
}

/**
 * The links that bring others here. Each has all addresses of the host for the app, and begins with the one that a browser
 * opens. A host knows all its addresses; a guest passes on the one that works, and those of the link that led here.
 */
export function inviteLinks({ base, room, fingerprint, others = [], hosting }: InviteParams): InviteLinks {
  if (hosting.state !== 'running' || hosting.base !== base) {
    return {
      links: [formatInviteLink({ base, room, fingerprint, others })],
      thisComputerOnly: false,
      hosting: false,
    }
  }
  const bases = hosting.addresses.length > 0 ? hosting.addresses : [hosting.base]
  return {
    links: bases.map((address) =>
      formatInviteLink({
        base: address,
        room,
        fingerprint: hosting.fingerprint,
        others: bases.filter((other) => other !== address),
      }),
    ),
    thisComputerOnly: hosting.addresses.length === 0,
    hosting: true,
  }
}
