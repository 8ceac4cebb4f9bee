import type { DirectMessage } from '../../../../protocol/wire/directMessage.ts'
import type { PeerId, TrackId } from '../../../../protocol/ids.ts'
import type { NotificationParams } from '../../../../protocol/wire/notifications.ts'
import type { RoomState } from '../../../../room/features.ts'
import type { MethodInput, MethodResult } from '../../../../room/methods.ts'
import type { BrowserMedia } from '../../../media/BrowserMedia.ts'
import type { ShareId } from '../../../media/localMediaState.ts'
import type { LocalTrack } from '../../../media/LocalTrack.ts'
import type { DirectState } from '../../sessionState.ts'
import { PeerToPeerCall, type PeerToPeerCallOptions } from './PeerToPeerCall.ts'
import { beginsCalls, signalAction } from './negotiation.ts'
import { Publisher, type PublisherListener, type PublisherRequests } from '../publishing/Publisher.ts'

export interface PeerToPeerMediaOptions {
  readonly local: Pick<BrowserMedia, 'store' | 'wanted'>
  readonly requests: PublisherRequests & {
    share(params: MethodInput<'direct.share'>): Promise<MethodResult<'direct.share'>>
    signal(params: MethodInput<'direct.signal'>): Promise<unknown>
  }
  /** Those that the host has named. With none, nothing leaves the local network. */
  readonly iceServers: () => RTCIceServer[]
  readonly onReceived: (received: ReadonlyMap<TrackId, MediaStreamTrack>) => void
  readonly onState: (state: DirectState | null) => void
  /** Told which of our shares are in the room, by the room's track id. */
  readonly onShares: (shares: ReadonlyMap<TrackId, ShareId>) => void
  /** Told what is wanted and cannot be sent. */
  readonly onNotSent: PublisherListener['onNotSent']
}

/** Where we sit in the room. */
export interface DirectPlace {
  readonly self: PeerId
  readonly room: RoomState
}

interface Pair {
  readonly self: PeerId
  readonly other: PeerId
}

type Signal = Pick<NotificationParams<'direct.signal'>, 'from' | 'data'>

/** How soon another call is begun after one whose ends no longer understood each other. */
const AGAIN_MS = 1000

/**
 * The way to see and hear the other person while the host has no media server: as long as exactly two are in the room
 * it keeps a {@link PeerToPeerCall} between them, and over it what both want to send.
 */
export class PeerToPeerMedia {
  readonly #options: PeerToPeerMediaOptions
  #place: DirectPlace | null = null
  #pair: Pair | null = null
  #call: PeerToPeerCall | null = null
  #publisher: Publisher | null = null
  #stopFollowing: (() => void) | null = null
  /** Of the newest call with this other person; those that we begin are counted on over all persons. */
  #number = 0
  #begun = 0
  /** What came before we knew that we are in the room: the host's news may overtake its answers. */
  #early: Signal[] = []
  #received: ReadonlyMap<TrackId, MediaStreamTrack> = new Map()
  #state: DirectState | null = null

  constructor(options: PeerToPeerMediaOptions) {
    this.#options = options
  }

  /** The other's tracks that are in the room, by the room's track id. */
  get received(): ReadonlyMap<TrackId, MediaStreamTrack> {
    return this.#received
  }

  /**
   * Called whenever something has changed.
   *
   * @param serverless whether the host has no media server.
   * @param place null outside of the room.
   */
  follow(serverless: boolean, place: DirectPlace | null): void {
    this.#place = place
    const pair = serverless && place !== null ? pairOf(place) : null
    if (pair?.self !== this.#pair?.self || pair?.other !== this.#pair?.other) this.#meet(pair)
    if (place !== null) this.#early = []
    this.#publish()
    this.#tell(serverless ? this.#stateOf(place) : null)
  }

  /** Somebody has said something to us. */
  signalled({ from, data }: Signal): void {
    if (this.#place === null) {
      this.#early.push({ from, data })
      return
    }
    const pair = this.#pair
    if (pair === null || pair.other !== from) return
    const turn = signalAction(beginsCalls(pair.self, from), this.#number, data)
    switch (turn) {
      case 'pass':
        return this.#pass(data)
      case 'answer':
        // Both may have given up at the same moment: what we show of the call before this one would stand in the room for good.
        this.#takeBack()
        this.#hangUp()
        this.#number = data.call
        this.#use(PeerToPeerCall.answer(this.#callOptions(pair, data.call)))
        return this.#pass(data)
      case 'begin':
        return this.restart()
      case 'wait':
        this.#takeBack()
        return this.#hangUp()
      case 'drop':
        return
      default:
        turn satisfies never
    }
  }

  /** The room has changed a track of ours without us: a moderator muted or removed it. */
  changed(track: TrackId, muted: boolean | null): LocalTrack | null {
    return this.#publisher?.changed(track, muted) ?? null
  }

  /** Begins anew, because something of what was said may be lost. */
  restart(): void {
    const pair = this.#pair
    if (pair === null) return
    this.#takeBack()
    this.#hangUp()
    if (beginsCalls(pair.self, pair.other)) this.#begin(pair)
    else this.#say(pair, { type: 'end', call: this.#number })
    this.#changed()
  }

  /** What the browser has counted on the call, if there is one. */
  async reports(): Promise<RTCStatsReport[]> {
    return this.#call === null ? [] : [await this.#call.report()]
  }

  /** Looks for another way to the other person, where the present one seems lost. */
  mend(): void {
    this.#call?.mend()
  }

  #meet(pair: Pair | null): void {
    this.#hangUp()
    this.#pair = pair
    this.#number = 0
    const early = this.#early.splice(0)
    if (pair === null) return
    if (beginsCalls(pair.self, pair.other)) this.#begin(pair)
    for (const signal of early) this.signalled(signal)
  }

  #begin(pair: Pair): void {
    if (!canCall()) return
    this.#begun += 1
    this.#number = this.#begun
    this.#use(PeerToPeerCall.begin(this.#callOptions(pair, this.#number)))
  }

  #callOptions(pair: Pair, number: number): PeerToPeerCallOptions {
    const { requests, iceServers } = this.#options
    return {
      number,
      polite: !beginsCalls(pair.self, pair.other),
      iceServers: iceServers(),
      share: async (tracks) => (await requests.share({ tracks })).tracks,
      remove: (track) => void requests.remove(track).catch(() => undefined),
      send: (data) => this.#say(pair, data),
      onChange: () => this.#changed(),
      onBroken: () => {
        setTimeout(() => {
          if (this.#call?.number === number && this.#pair === pair) this.restart()
        }, AGAIN_MS)
      },
    }
  }

  /** From now on follows over this call what the person wants to send. */
  #use(call: PeerToPeerCall): void {
    const { local, requests } = this.#options
    this.#call = call
    const publisher = new Publisher(call, requests, {
      onSent: () => this.#options.onShares(publisher.shares),
      onNotSent: (wanted, error) => this.#options.onNotSent(wanted, error),
    })
    this.#publisher = publisher
    const follow = () => publisher.want(local.wanted)
    this.#stopFollowing = local.store.subscribe(follow)
    publisher.goLive([])
    follow()
  }

  #pass(data: DirectMessage): void {
    if (data.type !== 'end') void this.#call?.receive(data)
  }

  #say(pair: Pair, data: DirectMessage): void {
    // Where the other one is gone, or the media server back, the host tells us by other news.
    this.#options.requests.signal({ to: pair.other, data }).catch(() => undefined)
  }

  /** Takes our tracks out of the room. Where people come or go, and with the media server's return, the host does. */
  #takeBack(): void {
    const { requests } = this.#options
    for (const { track } of this.#publisher?.prepared ?? []) requests.remove(track).catch(() => undefined)
  }

  #hangUp(): void {
    this.#stopFollowing?.()
    this.#stopFollowing = null
    this.#publisher?.close()
    this.#publisher = null
    this.#call?.close()
    this.#call = null
  }

  #changed(): void {
    this.#publish()
    if (this.#state !== null) this.#tell(this.#stateOf(this.#place))
  }

  /** What the room shows of the other, and nothing else; what it shows as muted is not heard here either. */
  #publish(): void {
    const received = new Map<TrackId, MediaStreamTrack>()
    for (const { id, peer, muted } of this.#place?.room.tracks.tracks ?? []) {
      const track = peer === this.#pair?.other ? this.#call?.received.get(id) : undefined
      if (track === undefined) continue
      track.enabled = !muted
      received.set(id, track)
    }
    if (sameEntries(received, this.#received)) return
    this.#received = received
    this.#options.onReceived(received)
  }

  #tell(state: DirectState | null): void {
    if (state === this.#state) return
    this.#state = state
    this.#options.onState(state)
  }

  #stateOf(place: DirectPlace | null): DirectState {
    const people = place?.room.membership.peers.length ?? 1
    if (people > 2) return 'tooMany'
    if (people < 2) return 'waiting'
    return this.#call?.state ?? (canCall() ? 'connecting' : 'failed')
  }
}

/** A browser may come without WebRTC. */
function canCall(): boolean {
  return 'RTCPeerConnection' in globalThis
}

function pairOf({ self, room }: DirectPlace): Pair | null {
  const { peers } = room.membership
  const other = peers.find(({ id }) => id !== self)
  return peers.length === 2 && other !== undefined ? { self, other: other.id } : null
}

function sameEntries<K, V>(one: ReadonlyMap<K, V>, other: ReadonlyMap<K, V>): boolean {
  return one.size === other.size && [...one].every(([key, value]) => other.get(key) === value)
}
