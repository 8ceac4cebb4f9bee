import type { StoreApi } from 'zustand/vanilla'
import { limits } from '../../../protocol/limits.ts'
import { type PersonName, personNameSchema } from '../../../protocol/names.ts'
import type { Destination } from '../../screens/home/destination/destination.ts'
import type { Platform } from '../../platform/Platform.ts'
import type { AppState, AppScreen, Trip } from '../appScreen.ts'
import type { HandedSeat, OtherTabs, Where } from './OtherTabs.ts'
import type { SeatKeeper } from './SeatKeeper.ts'
import type { TabSeat } from './TabMemory.ts'

/** What moving between tabs needs of the app. */
interface App {
  readonly platform: Pick<Platform, 'hosting' | 'kind'>
  readonly store: StoreApi<AppState>
  readonly seat: SeatKeeper
  travel(trip: Trip): Promise<void>
  enter(name: PersonName): void
  leave(): void
}

/** One person, several tabs of one browser, or one tab whose page is loaded anew: the seat goes where the person does. */
export class TabMoves {
  readonly #app: App
  readonly #tabs: OtherTabs | null

  /** @param tabs null where other tabs cannot be reached. */
  constructor(app: App, tabs: OtherTabs | null) {
    this.#app = app
    this.#tabs = tabs
    tabs?.serve({ isIn: (where) => this.#isIn(where), handOver: () => this.#handOver() })
  }

  /**
   * This page was loaded anew: back to where it was, devices as they were.
   *
   * @param byHistory by Back or Forward: then the person is asked first.
   */
  async takeUp(seat: TabSeat, byHistory: boolean): Promise<void> {
    const { base, room, fingerprint, name } = seat
    const newcomer: Trip = { destination: { base, room, fingerprint }, name, direct: false }
    const before = this.#app.store.getState().screen
    const [taken, hosting] = await Promise.all([
      // A tab that was duplicated has what the first one remembers.
      this.#tabs?.find({ base, room }),
      this.#app.platform.hosting?.status().catch(() => undefined),
    ])
    if (hosting !== undefined) this.#app.store.setState({ hosting })
    // The person has begun something else meanwhile.
    if (this.#app.store.getState().screen !== before) return
    if (taken === true) {
      this.#app.seat.forget()
      return this.#app.travel(newcomer)
    }
    if (byHistory) return this.#showLeft(newcomer, seat)
    const direct = Date.now() - seat.at < limits.resumeWindowMs
    await this.#app.travel({ ...newcomer, direct, seat })
  }

  /** Looks whether another tab is in the meeting in whose lobby we are: two with open microphones would howl. */
  async look(destination: Destination): Promise<void> {
    const found = await this.#tabs?.find(destination)
    const screen = this.#meeting
    if (found !== true || screen?.trip.destination !== destination) return
    screen.media.setOn('microphone', false)
    this.#app.store.setState({ screen: { ...screen, elsewhere: true } })
  }

  /** Goes on here with the seat that another tab has. Resolves once that is asked for, or there is none. */
  async moveHere(name: string): Promise<void> {
    const asked = this.#meeting
    const person = personNameSchema.safeParse(name)
    if (asked === null || !person.success) return
    const seat = await this.#tabs?.move(asked.trip.destination)
    const screen = this.#meeting
    if (screen?.meeting !== asked.meeting) return
    const { trip } = screen
    this.#app.store.setState({
      screen: { ...screen, elsewhere: false, trip: seat ? { ...trip, seat } : trip },
    })
    if (!seat) return
    screen.media.setOn('microphone', seat.microphone)
    screen.media.setOn('camera', seat.camera)
    this.#app.enter(person.data)
  }

  /** The same trip once more. Where we only went away, our seat may still be there. */
  again({ seat: _before, ...trip }: Trip): Trip {
    const { base, room } = trip.destination
    const seat = this.#app.seat.at(room)
    return seat?.base === base ? { ...trip, seat } : trip
  }

  /** The page is closed or loaded anew: the others see us gone at once, and our seat is kept for a while. */
  pageGone(): void {
    this.#app.seat.pageGone()
    this.#meeting?.meeting.goAway('left')
  }

  /** Whether closing the page now would take the person out of a call; the app asks by itself. */
  get asksBeforeLeaving(): boolean {
    const browser = this.#app.platform.kind === 'browser'
    return browser && this.#meeting?.meeting.store.getState().phase.kind === 'joined'
  }

  get #meeting(): Extract<AppScreen, { kind: 'meeting' }> | null {
    const { screen } = this.#app.store.getState()
    return screen.kind === 'meeting' ? screen : null
  }

  /** The end of the call that we had left by Back or Forward; Rejoin takes the seat again. */
  async #showLeft(newcomer: Trip, seat: TabSeat): Promise<void> {
    await this.#app.travel({ ...newcomer, seat: { token: '', microphone: false, camera: false } })
    this.#app.leave()
    this.#app.seat.restore(seat)
    const screen = this.#meeting
    if (screen !== null)
      this.#app.store.setState({ screen: { ...screen, trip: { ...newcomer, direct: true } } })
  }

  #isIn({ base, room }: Where): boolean {
    const screen = this.#meeting
    if (screen?.meeting.store.getState().phase.kind !== 'joined') return false
    const { destination } = screen.trip
    return destination.base === base && destination.room === room
  }

  #handOver(): HandedSeat | null {
    const seat = this.#app.seat.current
    if (seat === null) return null
    this.#meeting?.meeting.goAway('elsewhere')
    this.#app.seat.forget()
    const { token, microphone, camera } = seat
    return { token, microphone, camera }
  }
}
