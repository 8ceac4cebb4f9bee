import type { PeerId } from '../../../protocol/ids.ts'
import type { IceServer } from '../../../protocol/hostProcess/outsideAccess.ts'
import type { Power } from '../../../protocol/power.ts'
import type { HostKey } from '../../auth/HostKey.ts'
import type { RoomName } from '../../../protocol/names.ts'
import type { RoomRegistry } from '../../rooms/RoomRegistry.ts'
import type { SignalingChannel } from '../../signaling/session/SignalingHandler.ts'
import type { Sfu } from '../../sfu/Sfu.ts'
import type { MediaLog } from '../../sfu/routing/unlessClosed.ts'
import type { ChatBudget } from './session/ChatBudget.ts'
import type { CheckQuota } from './session/CheckQuota.ts'
import type { AdmissionGate } from './admission/AdmissionGate.ts'
import type { Seat } from '../../rooms/Seat.ts'
import type { Removals } from './admission/Removals.ts'
import type { CommonCodecs } from './media/CommonCodecs.ts'
import type { MediaSetupQueue } from './media/MediaSetupQueue.ts'
import type { WarmRooms } from './media/WarmRooms.ts'

/** A seat that its own client may take again over another session. */
export interface Leavable {
  /** Ends this session, which leaves its place to another one. @returns null where it has none in that room. */
  handOver(room: RoomName): Seat | null
}

/** What a seat is given by the host that it belongs to. */
export interface SessionContext {
  readonly client: SignalingChannel
  readonly rooms: RoomRegistry
  readonly setups: MediaSetupQueue
  readonly warmRooms: WarmRooms
  readonly chat: ChatBudget
  readonly checks: CheckQuota
  readonly door: AdmissionGate
  /** Who may not enter a meeting again. */
  readonly removals: Removals
  /** By which people show that this host is theirs. */
  readonly hostKey: HostKey
  /** False behind a proxy: everybody seems to be on this computer then. */
  readonly hasOwnWindow: boolean
  readonly codecs: CommonCodecs
  readonly sfu: Sfu
  readonly log: MediaLog
  /** STUN and TURN servers for somebody in a room, whom TURN servers know by that name. */
  readonly iceServersFor: (name: string) => IceServer[]
  /** Called when this client has got into a room, with the milliseconds that it took. */
  readonly onJoined?: (place: Seat, ms: number) => void
  /** Called when this client has got the means to come back. @param digest of the secret for that. */
  readonly onResumable?: (place: Seat, digest: string) => void
  /** The client of somebody who is in a room of this host. */
  readonly clientOf: (peer: PeerId) => SignalingChannel | undefined
  /** The seat of a client that this host knows. */
  readonly seatOf: (client: SignalingChannel) => Leavable | undefined
  /** What holds for the whole host now, and would be told of when it changes. */
  readonly standing: () => { readonly kept: boolean; readonly power: Power }
  /** Called once, after this client's connection is gone. */
  readonly onGone: () => void
  /** About how many more people can be carried, in steps; null: many. */
  readonly roomForMore: () => number | null
}
