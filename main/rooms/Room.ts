import { randomBytes } from 'node:crypto'
import { ProtocolError } from '../../protocol/wire/errors.ts'
import type { RequestId } from '../../protocol/wire/frames.ts'
import { type GuestId, type PeerId, peerIdSchema } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import type { LobbyAnswer } from '../../protocol/wire/admissionMethods.ts'
import type { PersonName, RoomName } from '../../protocol/names.ts'
import type { LaterRole } from '../../protocol/roles.ts'
import type { Context, Decision } from '../../room/feature.ts'
import type { CommandName, RoomEvent, RoomState } from '../../room/features.ts'
import { knock, setPassword, withdraw } from '../../room/features/lobby.ts'
import { join, leave, peerOf, placesTaken } from '../../room/features/membership.ts'
import type { MethodParams } from '../../room/methods.ts'
import { notePath } from '../../room/features/paths.ts'
import { comeBack, lose } from '../../room/features/presence.ts'
import { apply, decide, emptyRoom, newsOf, visibleTo } from '../../room/room.ts'
import { dropSeat, stepIn, stepOut } from '../../room/features/seats.ts'
import { addTrack, dropTrack, type Track } from '../../room/features/tracks.ts'
import type { PendingAnswer, RoomJournal } from './RoomJournal.ts'

/** Who takes part: gets each batch of events that he or she may know, in order. */
export interface RoomClient {
  deliver(events: readonly RoomEvent[]): void
  /** Leaves the room at once, though waited for: somebody who is here needs the place. */
  giveUp(): void
}

/** Who waits at the door. */
export interface Caller {
  /** Told once, when the waiting is over by somebody else's doing. */
  answered(answer: LobbyAnswer): void
}

/** Who is told what happens in rooms, for the log and the metrics. */
export interface RoomObserver {
  opened(room: Room): void
  happened(room: Room, events: readonly RoomEvent[]): void
  closed(room: Room): void
}

/** What the room asks of the world, so that a test can give it a clock and ids of its own. */
const realContext: Context = {
  get now() {
    return Date.now()
  },
  id: () => randomBytes(16).toString('base64url'),
}

export interface RoomOptions {
  readonly name: RoomName
  /** The role of those who come after the one who opens the room. */
  readonly laterRole: LaterRole
  /** What the room begins with; left out where nobody has been in it. */
  readonly state?: RoomState
  readonly context?: Context
  readonly watch?: RoomObserver | undefined
  readonly journal?: RoomJournal | undefined
}

/** What became of a command. */
export interface Outcome {
  readonly result: Record<string, unknown>
  /** Resolves once its events would outlive the host's process; null where nothing of it needs keeping. */
  readonly kept: Promise<void> | null
}

/** A live room: the state that follows from its events, and those who are told of them. */
export class Room {
  readonly name: RoomName
  /** Names the room in the log, which its name would give away. New each time that it opens. */
  readonly id = randomBytes(6).toString('base64url')
  readonly #watch: RoomObserver | undefined
  readonly #context: Context
  readonly #laterRole: LaterRole
  readonly #members = new Map<PeerId, RoomClient>()
  /** On whose behalf seats are kept, in the order of their going. */
  readonly #awaited = new Map<PeerId, RoomClient>()
  readonly #callers = new Map<GuestId, Caller>()
  readonly #journal: RoomJournal | undefined
  #state: RoomState

  constructor({ name, laterRole, state = emptyRoom, context = realContext, watch, journal }: RoomOptions) {
    this.name = name
    this.#laterRole = laterRole
    this.#state = state
    this.#context = context
    this.#watch = watch
    this.#journal = journal
  }

  get state(): RoomState {
    return this.#state
  }

  /** How many people are in it, those whose connection broke included. */
  get size(): number {
    return this.#members.size
  }

  /** Whether nobody is in it, nor may come back to a seat. */
  get empty(): boolean {
    return this.#members.size + this.#awaited.size === 0
  }

  /**
   * Seats a person together with what he or she already sends, and tells the others in one batch. In a full room the
   * place of the one who has been away longest is free. Owners have places of their own.
   *
   * @returns the new peer and the room as this person may see it, from which the later events go on.
   * @throws ProtocolError `room_full`. Tracks that the person may not send are left out.
   */
  join(
    name: PersonName,
    member: RoomClient,
    tracks: readonly Omit<Track, 'peer'>[],
    { owner = false }: { readonly owner?: boolean } = {},
  ): { readonly peer: PeerId; readonly snapshot: RoomState } {
    if (!owner && placesTaken(this.#state) >= limits.peersPerRoom) this.#yieldPlace()
    const peer = peerIdSchema.parse(this.#context.id())
    const events = this.#take(
      join(this.#state, { peer, name, laterRole: this.#laterRole, owner }, this.#context),
    ).events
    void this.#tell([...events, ...this.#show(peer, tracks)])
    this.#members.set(peer, member)
    return { peer, snapshot: visibleTo(this.#state, peer) }
  }

  /**
   * A person takes the own seat again, on whose behalf somebody else was told until now: role, hand and rank are those of
   * before. What was sent from there has ended.
   *
   * @returns the room as this person may see it, from which the later events go on.
   * @throws ProtocolError `session_lost` where there is no such seat any more.
   */
  reseat(peer: PeerId, member: RoomClient, tracks: readonly Omit<Track, 'peer'>[]): RoomState {
    const present = peerOf(this.#state, peer) !== undefined
    const decision = present ? comeBack(this.#state, peer) : stepIn(this.#state, peer, this.#laterRole)
    if ('refused' in decision) throw new ProtocolError('session_lost')
    this.#members.delete(peer)
    this.#awaited.delete(peer)
    const before = this.#state.tracks.tracks.filter((track) => track.peer === peer)
    const ended = before.flatMap(({ id }) => this.#take(dropTrack(this.#state, id)).events)
    void this.#tell([...ended, ...this.#take(decision).events, ...this.#show(peer, tracks)])
    this.#members.set(peer, member)
    return visibleTo(this.#state, peer)
  }

  /** A person's page has gone and may come back: the others see the person leave, and the seat is kept. */
  stepOut(peer: PeerId): void {
    const member = this.#members.get(peer)
    if (member === undefined) return
    this.#members.delete(peer)
    this.#awaited.set(peer, member)
    this.#note(stepOut(this.#state, peer, this.#laterRole))
  }

  /** Keeps a person's seat no longer. One that is not kept (any more) is no error. */
  dropSeat(peer: PeerId): void {
    this.#awaited.delete(peer)
    this.#note(dropSeat(this.#state, peer))
  }

  /** Whether somebody is told what happens here on behalf of a person, or waits for the person to come back. */
  has(peer: PeerId): boolean {
    return this.#members.has(peer) || this.#awaited.has(peer)
  }

  /** Takes a person's place again who was in the room before the host's process ended. */
  takePlace(peer: PeerId, member: RoomClient): void {
    const present = peerOf(this.#state, peer) !== undefined
    ;(present ? this.#members : this.#awaited).set(peer, member)
  }

  /** Whether all are away: nobody would notice if the room were gone. */
  get deserted(): boolean {
    return this.#state.presence.away.length === this.#state.membership.peers.length
  }

  /** Gives up waiting for those who are away. */
  giveUpWaiting(): void {
    for (const member of [...this.#awaited.values()]) member.giveUp()
    for (const peer of this.#state.presence.away) this.#members.get(peer)?.giveUp()
  }

  /** Ends a person's presence. Somebody who is not there (any more) is no error. */
  leave(peer: PeerId): void {
    this.#members.delete(peer)
    this.#note(leave(this.#state, peer))
  }

  /** Notes that a member's connection broke; the place is kept. */
  lose(peer: PeerId): void {
    this.#note(lose(this.#state, peer))
  }

  /** Notes that a member is back. */
  welcomeBack(peer: PeerId): void {
    this.#note(comeBack(this.#state, peer))
  }

  /** The room as one person may see it now. */
  visibleTo(peer: PeerId): RoomState {
    return visibleTo(this.#state, peer)
  }

  /**
   * Lets somebody wait at the door. Nothing of the room is told to them.
   *
   * @returns by what they are known while they wait; null where the room is not locked.
   * @throws ProtocolError `lobby_full`.
   */
  knock(name: PersonName, caller: Caller): GuestId | null {
    const {
      events,
      result: { guest },
    } = this.#take(knock(this.#state, name, this.#context))
    if (guest !== null) this.#callers.set(guest, caller)
    void this.#tell(events)
    return guest
  }

  /** Ends somebody's waiting. Who does not wait (any more) is no error. */
  withdraw(guest: GuestId): void {
    this.#callers.delete(guest)
    this.#note(withdraw(this.#state, guest))
  }

  /** Puts another password in force. @param hash null: none. @throws ProtocolError `forbidden`, `not_joined`. */
  setPassword(sender: PeerId, hash: string | null, request: RequestId): Outcome {
    const { events, result } = this.#take(setPassword(this.#state, sender, hash))
    return { result, kept: this.#tell(events, { peer: sender, request, result }) }
  }

  /** Nobody is in the room any more: who waits at its door need not wait longer. */
  close(): void {
    const callers = [...this.#callers.values()]
    this.#callers.clear()
    for (const caller of callers) caller.answered('ended')
  }

  /** Carries out a command that came over the wire. @throws ProtocolError where it is refused. */
  run<N extends CommandName>(sender: PeerId, name: N, params: MethodParams<N>, request: RequestId): Outcome {
    const { events, result } = this.#take(decide(this.#state, sender, name, params, this.#context))
    return { result, kept: this.#tell(events, { peer: sender, request, result }) }
  }

  /**
   * Shows tracks to everyone in one batch, all or none.
   *
   * @param replaced tracks that end with the same batch.
   * @throws ProtocolError `forbidden`, `too_many_tracks`.
   */
  addTracks(tracks: readonly Track[], replaced: readonly Track['id'][] = []): void {
    const before = this.#state
    try {
      const ended = replaced.flatMap((track) => this.#take(dropTrack(this.#state, track)).events)
      const added = tracks.flatMap((track) => this.#take(addTrack(this.#state, track)).events)
      void this.#tell([...ended, ...added])
    } catch (error) {
      this.#state = before
      throw error
    }
  }

  /** Takes back a track that the media server has lost. */
  dropTrack(track: Track['id']): void {
    this.#note(dropTrack(this.#state, track))
  }

  /** Tells everyone that a person, or all of the room, gets no media for a while. @param peer null: all. */
  holdBack(peer: PeerId | null): void {
    this.#note({ events: [{ type: 'media.heldBack', peer }], result: {} })
  }

  /** Tells everyone whether a person's media finds a way. */
  notePath(peer: PeerId, missing: boolean): void {
    this.#note(notePath(this.#state, peer, missing))
  }

  #yieldPlace(): void {
    const [gone] = this.#awaited.values()
    if (gone !== undefined) return gone.giveUp()
    const [longest] = this.#state.presence.away
    if (longest !== undefined) this.#members.get(longest)?.giveUp()
  }

  /** Shows tracks; those that the person may not send are left out. @returns the events, which nobody was told yet. */
  #show(peer: PeerId, tracks: readonly Omit<Track, 'peer'>[]): RoomEvent[] {
    return tracks.flatMap((track) => {
      const decision = addTrack(this.#state, { ...track, peer })
      return 'refused' in decision ? [] : this.#take(decision).events
    })
  }

  /** What the room refuses of the host's own notes concerns somebody who is gone already. */
  #note(decision: Decision): void {
    if (!('refused' in decision)) void this.#tell(this.#take(decision).events)
  }

  #take<R>(decision: Decision<R>): { readonly events: readonly RoomEvent[]; readonly result: R } {
    if ('refused' in decision) throw new ProtocolError(decision.refused, decision.message)
    this.#state = decision.events.reduce(apply, this.#state)
    return decision
  }

  #tell(events: readonly RoomEvent[], answer: PendingAnswer | null = null): Promise<void> | null {
    if (events.length === 0) return null
    this.#watch?.happened(this, events)
    const kept = this.#journal?.happened(this, events, answer) ?? null
    const newsFor = newsOf(events, this.#state)
    for (const [peer, member] of this.#members) {
      const known = newsFor(peer)
      if (known.length > 0) member.deliver(known)
    }
    // Whoever was removed hears of it, and then of nothing more.
    for (const event of events) if (event.type === 'peer.left') this.#members.delete(event.peer)
    for (const event of events) if (event.type === 'lobby.settled') this.#answer(event)
    return kept
  }

  #answer({ guest, outcome }: Extract<RoomEvent, { type: 'lobby.settled' }>): void {
    const caller = this.#callers.get(guest)
    this.#callers.delete(guest)
    if (outcome !== 'withdrawn') caller?.answered(outcome)
  }
}
