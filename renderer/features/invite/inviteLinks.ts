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
  readonly hosting: HostingState
}

/** The links that bring others here. A host knows all its addresses; a guest passes on the one that works. */
export function inviteLinks({ base, room, fingerprint, hosting }: InviteParams): InviteLinks {
  if (hosting.state !== 'running' || hosting.base !== base) {
    return { links: [formatInviteLink({ base, room, fingerprint })], thisComputerOnly: false, hosting: false }
  }
  const bases = hosting.addresses.length > 0 ? hosting.addresses : [hosting.base]
  return {
    links: bases.map((address) =>
      formatInviteLink({ base: address, room, fingerprint: hosting.fingerprint }),
    ),
    thisComputerOnly: hosting.addresses.length === 0,
    hosting: true,
  }
}
