import type { StoreApi } from 'zustand/vanilla'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { LobbyAnswer } from '../../../protocol/wire/admissionMethods.ts'
import type { PersonName, RoomName } from '../../../protocol/names.ts'
import { PROTOCOL } from '../../../protocol/wire/version.ts'
import type { RoomEvent, RoomState } from '../../../room/features.ts'
import type { MethodInput, MethodResult } from '../../../room/methods.ts'
import { ConnectionLostError } from '../connection/ConnectionLostError.ts'
import type { SessionState, Phase } from '../sessionState.ts'
import { passwordProblem } from './passwordProblem.ts'
import type { SignalingClient } from '../connection/SignalingClient.ts'

type Joined = MethodResult<'session.join'>

export interface AdmissionOptions {
  readonly room: RoomName
  /** Where the host is our own. */
  readonly hostKey?: string
  readonly signaling: Pick<SignalingClient, 'request'>
  readonly store: Pick<StoreApi<SessionState>, 'getState' | 'setState'>
  /** Wakes media that rests, which is to be asked for before we are: null where it does not. */
  readonly warm: () => Promise<void> | null
  /** What we send from the first moment on. Called right before we ask. */
  readonly tracks: () => MethodInput<'session.join'>['tracks']
  /** Takes our place in the room. */
  readonly onJoined: (joined: Joined) => Promise<void>
  readonly onPhase: (phase: Phase) => void
  readonly onFailed: (error: unknown) => void
}

/** The way into a room: past its password, and past its lock once somebody lets us in. */
export class Admission {
  readonly #options: AdmissionOptions
  #name: PersonName | null = null
  /** What is said at the door. */
  #password: string | null = null
  /** By which the host knows our seat of before; null: we are newcomers. */
  #token: string | null = null
  /** The password that we are just giving the room. */
  #chosen: string | null = null

  constructor(options: AdmissionOptions) {
    this.#options = options
  }

  /**
   * @param password null: the one of before, if any.
   * @param resumeToken of the seat to take again; null: none.
   */
  introduce(name: PersonName, password: string | null, resumeToken: string | null): void {
    this.#name = name
    this.#token = resumeToken
    this.#password = password ?? this.#password
  }

  /** Asks to join, as the one who was introduced. @throws as `SignalingClient.request`. */
  ask(): Promise<Joined> {
    const warming = this.#options.warm()
    return warming === null ? this.#ask() : warming.then(() => this.#ask())
  }

  #ask(): Promise<Joined> {
    const { room, hostKey, signaling, tracks } = this.#options
    const name = this.#introduced
    return signaling.request('session.join', {
      protocol: PROTOCOL.max,
      room,
      name,
      ...this.#said,
      ...(hostKey !== undefined && { hostKey }),
      ...(this.#token !== null && { resumeToken: this.#token }),
      tracks: tracks(),
    })
  }

  /** Joins with the answer, or does what the door asks for instead; what becomes of it shows in the phase. */
  async enter(asked: Promise<Joined>): Promise<void> {
    try {
      await this.#options.onJoined(await asked)
    } catch (error) {
      await this.#barred(error)
    }
  }

  /** Goes in once more, when the host has forgotten us. @param ready resolves once it can be asked. */
  async again(ready: Promise<void>): Promise<void> {
    try {
      await ready
    } catch (error) {
      return this.#barred(error)
    }
    const { kind } = this.#phase
    // Whoever was asked for a word, or has gone back to the lobby, has something to say first.
    if (this.#name !== null && kind !== 'password' && kind !== 'ready') await this.enter(this.ask())
  }

  /** The host says what became of our knock. */
  answered(answer: LobbyAnswer): void {
    if (this.#phase.kind !== 'waiting') return
    const { onPhase } = this.#options
    switch (answer) {
      case 'admitted':
        onPhase({ kind: 'joining' })
        void this.enter(this.ask())
        return
      case 'declined':
        return onPhase({ kind: 'ended', reason: 'declined' })
      case 'ended':
        return onPhase({ kind: 'ended', reason: 'over' })
      default:
        return answer satisfies never
    }
  }

  /** Waits no more to be let in: back to the lobby. */
  withdraw(): void {
    if (this.#phase.kind !== 'waiting') return
    this.#options.onPhase({ kind: 'ready' })
    // Where the connection is gone, so is the waiting.
    this.#options.signaling.request('lobby.withdraw', {}).catch(() => undefined)
  }

  /** Gives the room that we are in another password, or none (null). */
  async setPassword(password: string | null): Promise<void> {
    this.#chosen = password
    await this.#options.signaling.request('lobby.setPassword', { password })
  }

  /** We are in this room: the password that we came with is its own. */
  entered({ lobby }: RoomState): void {
    this.#token = null
    this.#options.store.setState({ password: lobby.passwordSet ? this.#password : null })
  }

  /** Something has happened in the room that we are in. */
  happened(event: RoomEvent): void {
    const phase = this.#phase
    if (event.type !== 'lobby.passwordChanged' || phase.kind !== 'joined') return
    // Should the host forget us, we come in with the new one.
    this.#password = event.by === phase.self ? this.#chosen : null
    this.#options.store.setState({ password: this.#password })
  }

  get #phase(): Phase {
    return this.#options.store.getState().phase
  }

  get #introduced(): PersonName {
    if (this.#name === null) throw new Error('Nobody was introduced.')
    return this.#name
  }

  get #said(): { readonly password?: string } {
    return this.#password === null ? {} : { password: this.#password }
  }

  async #barred(error: unknown): Promise<void> {
    // The next connection begins it once more.
    if (error instanceof ConnectionLostError) return
    const { room, signaling, store, onPhase, onFailed } = this.#options
    if (error instanceof ProtocolError && error.code === 'session_lost' && this.#token !== null) {
      // The seat was given up in that very moment.
      this.#token = null
      return this.enter(this.ask())
    }
    const problem = passwordProblem(error, store.getState().asksPassword)
    if (problem !== null) {
      store.setState({ asksPassword: true })
      return onPhase({ kind: 'password', ...problem })
    }
    if (!(error instanceof ProtocolError) || error.code !== 'room_locked') return onFailed(error)
    try {
      const ring = { room, name: this.#introduced, ...this.#said }
      const { waiting } = await signaling.request('lobby.knock', ring)
      if (waiting) onPhase({ kind: 'waiting' })
      else await this.enter(this.ask())
    } catch (refused) {
      await this.#barred(refused)
    }
  }
}
