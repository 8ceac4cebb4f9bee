import type { ErrorCode } from '../../protocol/wire/errors.ts'
import type { HostVersion } from '../../protocol/wire/hello.ts'
import type { PeerId, TrackId } from '../../protocol/ids.ts'
import type { RoomName } from '../../protocol/names.ts'
import { MAINS, type Power } from '../../protocol/power.ts'
import { VIDEO_CODECS, type VideoCodec } from '../../protocol/wire/media/videoCodecs.ts'
import { FEATURES } from '../../room/featureNames.ts'
import type { RoomState } from '../../room/features.ts'
import type { ShareId } from '../media/localMediaState.ts'
import type { ReceiveMode } from './media/subscribing/Subscriber.ts'

/** Why a meeting is over for us. */
export type EndReason =
  | 'left'
  /** It goes on in another tab of this browser. */
  | 'elsewhere'
  | 'removed'
  | 'host_stopped'
  /** In the lobby: the host restarts, and there is no place that it keeps for us. */
  | 'host_restarting'
  /** The host was to restart, and has not come back in time. */
  | 'host_gone'
  | 'connection_lost'
  | 'too_slow'
  /** Somebody who leads the meeting has not let us in. */
  | 'declined'
  /** The meeting ended while we waited to be let in. */
  | 'over'

/** What is the matter with a password. */
export type PasswordProblem =
  | { readonly problem: 'needed' | 'wrong' }
  /** The host takes no further one from here until then (milliseconds since 1970): many were wrong, or they came too fast. */
  | { readonly problem: 'tooMany' | 'tooSoon'; readonly retryAt: number }

/** Where we stand with the host. */
export type Phase =
  /** The socket is opening, or the transports are being warmed up; joining may begin already. */
  | { readonly kind: 'connecting' }
  /** In the lobby: connected, warm, not in the room. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'joining' }
  /** In the lobby again: the room asks for a password, or for another one. */
  | ({ readonly kind: 'password' } & PasswordProblem)
  /** At the door: somebody has to let us in. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'joined'; readonly self: PeerId; readonly room: RoomState }
  | { readonly kind: 'ended'; readonly reason: EndReason }
  | { readonly kind: 'failed'; readonly code: 'unreachable' }
  /** The host refused us, with a sentence of its own. */
  | {
      readonly kind: 'failed'
      readonly code: ErrorCode
      readonly message: string
      /** The host, where its version does not fit ours. */
      readonly host?: HostVersion
    }

/** How the connection to the host is while we are in the room. */
export type LinkState =
  | { readonly kind: 'up' }
  /** Broken. `retryAt` is when the next try begins (milliseconds since 1970); null while one is under way. */
  | { readonly kind: 'down'; readonly cause: LinkCause; readonly retryAt: number | null }

/** Why the connection is broken: something cut it, or the host has said that it restarts. */
export type LinkCause = 'lost' | 'restarting'

/** What becomes of sound and pictures while the host's media server does not run. */
export type DirectState =
  /** Nobody else is here, or we are not in the room yet. */
  | 'waiting'
  /** Two are here, and connect directly. */
  | 'connecting'
  | 'connected'
  /** There is no way between the two now; another is being looked for. */
  | 'failed'
  /** More than two are here, who have chat only. */
  | 'tooMany'

/** What the views draw. Levels are not in here: they go straight to the elements that show them. */
export interface SessionState {
  readonly phase: Phase
  /** As we were told to enter it; once inside, as the host calls it, so that everybody reads one name. */
  readonly roomName: RoomName
  readonly link: LinkState
  /** Who speaks now, loudest first. */
  readonly speakers: readonly PeerId[]
  /** Remote tracks that are being received, by the room's track id. */
  readonly received: ReadonlyMap<TrackId, MediaStreamTrack>
  /** What the host's meetings can do, by the names of `FEATURES`, and others that we do not know. */
  readonly features: readonly string[]
  /** Whether the host carries sound and pictures; null until it has said hello. */
  readonly media: boolean | null
  /** How we stand without the host's media server; null while it runs. */
  readonly direct: DirectState | null
  /** Until when (milliseconds since 1970) the host gives us no media, because its media server died of it; null: it does. */
  readonly heldBackUntil: number | null
  /** Whether the host carries as many people as it can, so that there is only chat for us; we are let in when there is room. */
  readonly mediaFull: boolean
  /** Whether sound and pictures find no way between us and the host, and have not for some seconds. */
  readonly pathMissing: boolean
  /** About how many more people the host can carry, told to those who lead; null: many. */
  readonly roomForMore: number | null
  /** Whether pictures are smaller than we show them, because no more gets through to us. */
  readonly narrow: boolean
  /** How much we want to receive. */
  readonly reception: ReceiveMode
  /** Which of our own shares the room's tracks show. */
  readonly shares: ReadonlyMap<TrackId, ShareId>
  /** The codecs of pictures that everybody here can decode. */
  readonly codecs: readonly VideoCodec[]
  /** Whether what happens here would survive a restart of the host. */
  readonly kept: boolean
  /** What the host's computer runs on. */
  readonly power: Power
  /** Whether the room has asked us for a password, so that there is a box for it. */
  readonly asksPassword: boolean
  /** The room's password where we know it: we came in with it, or have set it. The host tells it to nobody. */
  readonly password: string | null
}

/** A meeting that has just been opened, before the host has said anything. */
export function newMeeting(room: RoomName): SessionState {
  return {
    phase: { kind: 'connecting' },
    roomName: room,
    link: { kind: 'up' },
    speakers: [],
    received: new Map(),
    features: FEATURES,
    media: null,
    direct: null,
    heldBackUntil: null,
    mediaFull: false,
    pathMissing: false,
    roomForMore: null,
    kept: true,
    power: MAINS,
    narrow: false,
    reception: 'full',
    shares: new Map(),
    codecs: VIDEO_CODECS,
    asksPassword: false,
    password: null,
  }
}
