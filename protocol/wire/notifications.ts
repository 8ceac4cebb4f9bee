import { z } from 'zod'
import { directMessageSchema } from './directMessage.ts'
import { hostVersionSchema } from './hello.ts'
import { peerIdSchema, trackIdSchema } from '../ids.ts'
import { lobbyAnswerSchema } from './admissionMethods.ts'
import { consumersSchema, hostCapabilitiesSchema, iceServerSchema, transportsSchema } from './media/media.ts'
import { powerSchema } from '../power.ts'
import { readableOnes } from './readableOnes.ts'
import { videoCodecSchema } from './media/videoCodecs.ts'

/** Counts what a session is told, from 1 and without a gap, so that a resumed one can say what it missed. */
const seq = z.number().int().positive()

/** What a host tells without being asked. */
export const notifications = {
  /** The first frame on every socket: all that a client needs to prepare itself. */
  'host.hello': hostVersionSchema.extend({
    /** Null where the host has no media worker: rooms and chat work, sound and pictures do not. */
    rtpCapabilities: hostCapabilitiesSchema.nullable(),
    /** Those that ask for no password; `media.iceServers` tells the others to those in a room. */
    iceServers: readableOnes(iceServerSchema),
    /** Whether there are others, which carry what gets through no other way. */
    relays: z.boolean().exactOptional(),
    limits: z.object({ chatLength: z.number().int(), nameLength: z.number().int() }),
    /** What the host's meetings can do: `FEATURES` in room/, and names of later versions. Left out by the first hosts, which have them all. */
    features: readableOnes(z.string()).exactOptional(),
  }),
  /**
   * What happened in the room, in order, as far as this person may know it; the events' schema is
   * `roomEventSchema` in room/.
   */
  'room.events': z.object({
    seq,
    events: readableOnes(z.record(z.string(), z.unknown())),
  }),
  /** Tracks that have come up: what the client needs to receive them, in one batch. */
  'media.consumers': consumersSchema.extend({ seq }),
  /**
   * A second pair of transports, on another media worker. A client may bring it up with `media.prepare`; nothing
   * flows over it for now. A later one replaces it.
   */
  'media.standby': z.object({ seq, transports: transportsSchema, warmup: consumersSchema }),
  /**
   * The media worker died. With `consumers`, the standby pair that was prepared carries on from now on, and these
   * are the others' tracks over it. Without, whatever was sent and received has ended: `session.warm` begins anew. With
   * `unjoined`, it has ended because nobody joined with it, and is needed again only for that.
   */
  'media.lost': z.object({
    seq,
    consumers: consumersSchema.exactOptional(),
    unjoined: z.literal(true).exactOptional(),
  }),
  /**
   * Whether what happens in rooms outlives the host's own process; told when that changes, and to whoever joins
   * while it does not.
   */
  'host.keeping': z.object({ seq, kept: z.boolean() }),
  /**
   * About how many more people the host can carry with sound and pictures, told to those who lead when that changes in
   * steps; null: many. With 0, newcomers have chat only.
   */
  'host.capacity': z.object({ seq, people: z.number().int().nonnegative().nullable() }),
  /** What the host's computer runs on; told when that changes, and to whoever joins while it is not the mains. */
  'host.power': z.object({ seq, power: powerSchema }),
  /**
   * What became of the knock of a session that waits: it may join now, it is not let in, or the meeting is over. It is
   * told once.
   */
  'lobby.answered': z.object({ seq, answer: lobbyAnswerSchema }),
  /** The host's first media worker lives, or its last one has died: as in `host.hello`, from now on. */
  'host.media': z.object({ seq, rtpCapabilities: hostCapabilitiesSchema.nullable() }),
  /** The other person of a direct call says something, as given to the method of the same name. */
  'direct.signal': z.object({ seq, from: peerIdSchema, data: directMessageSchema }),
  /**
   * How large own tracks are watched at most, from 0; null: not at all. What nobody watches need not be sent. Of sound: 0
   * where it leaves too little for somebody's pictures, and 1 when that is over.
   */
  'media.demand': z.object({
    seq,
    tracks: readableOnes(
      z.object({ track: trackIdSchema, layer: z.number().int().nonnegative().nullable() }),
    ),
  }),
  /** What everybody in the room who receives pictures can decode; told when that changes. Until then: all. */
  'media.codecs': z.object({ seq, codecs: readableOnes(videoCodecSchema) }),
  /** Whether pictures are smaller than they are shown because no more gets through to the client; told when that changes. */
  'media.narrow': z.object({ seq, narrow: z.boolean() }),
  /**
   * What can be done about packets that get lost; told when that changes. `repeat`: each packet of our voice is to carry
   * the one before again (RED, RFC 2198); until told: no. `carried`: our way to the host, which lost much, is good again,
   * and it carried so many bits per second before; null: nothing like that has happened.
   */
  'media.repair': z.object({ seq, repeat: z.boolean(), carried: z.number().nonnegative().nullable() }),
  /**
   * STUN and TURN servers with what lets this person in: told to whoever comes or comes back into a room, before the answer,
   * and whenever it changes or is about to run out. Until told: those of `host.hello`.
   */
  'media.iceServers': z.object({ seq, iceServers: readableOnes(iceServerSchema) }),
  /** Who speaks now, loudest first; sent when the set changes, not by the clock. */
  'media.speakers': z.object({ seq, peers: readableOnes(peerIdSchema) }),
  /** The last news before the host closes every connection. */
  'host.stopping': z.object({
    seq,
    /** A sentence for people. */
    reason: z.string(),
    /** Milliseconds after which coming back may succeed; null where the meeting is over for everybody. */
    retryAfterMs: z.number().int().nonnegative().nullable(),
  }),
} as const

export type NotificationName = keyof typeof notifications
/** What the sender fills in; the session adds the number. */
export type NotificationContent<N extends NotificationName> = Omit<NotificationParams<N>, 'seq'>
export type NotificationParams<N extends NotificationName> = z.infer<(typeof notifications)[N]>
