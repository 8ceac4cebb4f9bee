import { createStore, type StoreApi } from 'zustand/vanilla'
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import { hostKeyOf, withoutHostKey } from '../../protocol/hostKey.ts'
import type { NearbyRow, TrustAnswer } from '../../protocol/ipc/ipc.ts'
import { type PersonName, personNameSchema, type RoomName, roomNameSchema } from '../../protocol/names.ts'
import {
  type Destination,
  type DestinationAnswer,
  readDestination,
} from '../screens/home/destination/destination.ts'
import { SettingsStore } from '../platform/SettingsStore.ts'
import type { Platform } from '../platform/Platform.ts'
import type { AppState, AppScreen, Trip } from './appScreen.ts'
import { appLinkOf } from './appLinkOf.ts'
import { HostKeys } from './preferences/HostKeys.ts'
import { tabStorage } from './tabs/tabStorage.ts'
import { Preferences, type Remembered } from './preferences/Preferences.ts'
import { type AppSurroundings, aroundThisPage } from './AppSurroundings.ts'
import { SeatKeeper } from './tabs/SeatKeeper.ts'
import { TabMoves } from './tabs/TabMoves.ts'
import { TabMemory } from './tabs/TabMemory.ts'
import { startParameters } from './startParameters.ts'
import { startingWith } from './startingWith.ts'

/** Where an administrator has turned effects off. What the person had chosen is kept for another day. */
const NO_EFFECTS: Remembered['effects'] = { background: 'none', suppressNoise: false }

const NO_INVITATION: DestinationAnswer = { ok: false, problem: { kind: 'ours', key: 'noInvitation' } }

/** Which screen is shown and the ways between them. It holds no words and draws nothing. */
export class AppNavigator {
  readonly platform: Platform
  readonly store: StoreApi<AppState>
  readonly memory: Preferences
  readonly settings: SettingsStore
  /** The host that served this page; null in the app. */
  readonly own: { readonly base: string; readonly fingerprint: string | null } | null
  /** The invite link that brought this browser here, as the app opens it; null where there is none, or in the app. */
  readonly appLink: string | null
  /** Our place in the meeting, for when this page is loaded anew. */
  readonly seat: SeatKeeper
  /** Going on in another tab, or here again. */
  readonly tabs: TabMoves
  readonly #around: AppSurroundings
  readonly #hostKeys: HostKeys
  #visits = 0
  /** How the room was entered: a second try goes straight in. Not part of what is drawn. */
  #entered: { readonly name: PersonName; readonly password?: string } | null = null
  /** Counts the trips, so that the slow answer to one that was given up changes nothing. */
  #attempt = 0

  private constructor(platform: Platform, around: AppSurroundings) {
    const wishes = startParameters(around.href)
    this.platform = platform
    this.#around = around
    this.memory = new Preferences(around.storage)
    this.#hostKeys = new HostKeys(around.tab ?? tabStorage())
    this.settings = SettingsStore.open(platform.settings)
    this.own = platform.ownBase === null ? null : { base: platform.ownBase, fingerprint: wishes.fingerprint }
    this.seat = new SeatKeeper(new TabMemory(around.tabStorage), this.own?.base ?? null)
    this.tabs = new TabMoves(this, around.tabs)
    this.appLink = this.own && appLinkOf({ ...this.own, others: wishes.others }, wishes.room)
    if (this.own !== null && hostKeyOf(around.href) !== null) {
      this.#hostKeys.keep(this.own.base, around.href)
      around.showAddress(withoutHostKey(around.href))
    }
    const { name, rooms, shortcuts, nearby, announce } = this.memory.read()
    const form = { room: wishes.room, name: wishes.name === '' ? name : wishes.name }
    this.store = createStore<AppState>(() => ({
      screen: this.#homeScreen(form),
      hosting: { state: 'stopped' },
      rooms,
      shortcuts,
      nearby,
      announce,
    }))
  }

  /** Begins with Home or, where the address asks for it, on the way into a room. */
  static create(platform: Platform, around: AppSurroundings = aroundThisPage()): AppNavigator {
    const model = new AppNavigator(platform, around)
    platform.hosting?.onChange((hosting) => model.store.setState({ hosting }))
    platform.hosting?.status().then(
      (hosting) => model.store.setState({ hosting }),
      () => undefined,
    )
    platform.onWake(() => {
      const { screen } = model.store.getState()
      if (screen.kind === 'meeting') screen.meeting.hurry()
    })
    const wishes = startParameters(around.href)
    const seat = model.seat.at(wishes.room)
    if (seat !== null) void model.tabs.takeUp(seat, around.byHistory)
    else if (wishes.joinNow) model.#joinFromForm({ direct: true, devicesOff: true })
    else if (wishes.hostNow) model.#hostFromForm()
    return model
  }

  /** Goes to a room on a host, through its lobby. */
  join(destination: Destination, name: PersonName): void {
    this.memory.write({ name, opensWith: 'browser' })
    void this.travel({ destination, name, direct: false })
  }

  /** Goes to a meeting that a host announces. Our own we enter as its host. @param name as typed so far. */
  joinNearby({ bases, room, fingerprint }: NearbyRow, name: string): void {
    const [base, ...others] = bases
    const { hosting } = this.store.getState()
    if (hosting.state === 'running' && hosting.fingerprint === fingerprint) void this.host(room, name)
    else if (base !== undefined)
      void this.travel({
        destination: { base, others, room, fingerprint, announced: true },
        name,
        direct: false,
      })
  }

  /** Starts to host on this computer, where it does not yet, and goes to a room there. */
  async host(room: RoomName, name: string, direct = false, password?: string): Promise<void> {
    if (this.platform.hosting === null) return
    const attempt = this.#setOut({ busy: 'hosting' })
    const hosting = await this.platform.hosting
      .start(this.store.getState().announce)
      .catch(() => ({ state: 'failed' as const, code: 'internal' as const }))
    if (hosting.state === 'running') this.store.setState({ hosting })
    if (attempt !== this.#attempt) return
    if (hosting.state !== 'running') {
      const problem = hosting.state === 'failed' ? { kind: 'hostFailed' as const, failure: hosting } : null
      return this.#backHome({ problem })
    }
    const { base, fingerprint } = hosting
    const destination = { base, room, fingerprint }
    await this.travel({ destination, name, direct, ...(password !== undefined && { password }) })
  }

  /**
   * An invite link was opened with the app, or (null) a file that holds none. Does nothing during a meeting: `false`.
   */
  openLink(link: string | null): boolean {
    const { screen, hosting } = this.store.getState()
    if (screen.kind === 'meeting') return false
    this.store.setState({ screen: this.#homeScreen({ room: link ?? '', name: this.memory.read().name }) })
    const read =
      link === null ? NO_INVITATION : readDestination(link, { own: this.own, hosting, chosen: null })
    if (read.ok) this.#joinFromForm({ direct: false })
    else this.#backHome({ problem: { kind: 'badInvitation', problem: read.problem } })
    return true
  }

  /** Looks whom the way leads to and, if that is in order, opens the meeting. */
  async travel(trip: Trip): Promise<void> {
    // A browser has looked already: there is nothing to wait for, and nothing to show meanwhile.
    if (this.platform.trust === null) {
      this.#attempt += 1
      return this.#arrive({ ...trip, destination: startingWith(trip.destination.base, trip.destination) })
    }
    const attempt = this.#setOut({ busy: 'joining' })
    const answer = await this.#check(trip.destination)
    if (attempt !== this.#attempt) return
    switch (answer.trust) {
      case 'trusted': {
        const destination = startingWith(answer.base, trip.destination)
        return this.#arrive({ ...trip, destination, vouched: answer.vouched === true })
      }
      case 'unreachable':
        return this.#backHome({ problem: { kind: 'unreachable', trip } })
      case 'unknown':
      case 'changed':
        return this.#backHome({ question: { asked: answer, trip } })
      default:
        return answer satisfies never
    }
  }

  /** The person has compared the words and says that this is the right host. */
  async trustHost(): Promise<void> {
    const { screen } = this.store.getState()
    if (screen.kind !== 'home' || screen.question?.asked.trust !== 'unknown') return
    const { asked, trip } = screen.question
    await this.platform.trust?.pin(trip.destination.base, asked.fingerprint)
    await this.travel(trip)
  }

  cancelTrip(): void {
    this.#attempt += 1
    this.#changeHome({ busy: null, question: null, problem: null })
  }

  /** From the lobby into the room. @param password null where none was asked for. */
  enter(name: PersonName, password: string | null = null): void {
    const { screen } = this.store.getState()
    if (screen.kind !== 'meeting') return
    this.#entered = { ...this.#entered, name, ...(password !== null && { password }) }
    void screen.meeting.join(name, password, screen.trip.seat?.token ?? null)
    const { microphone, camera, chosen, settings } = screen.media.store.getState()
    const devices = {
      microphone: microphone.kind !== 'off',
      camera: camera.kind !== 'off',
      chosen,
      settings,
    }
    this.memory.write({ name, devices })
  }

  /** Leaves the room; its end screen follows. */
  leave(): void {
    const { screen } = this.store.getState()
    if (screen.kind === 'meeting') screen.meeting.leave()
  }

  /** Whether a camera, microphone or screen of ours is on, or about to be. */
  get live(): boolean {
    const { screen } = this.store.getState()
    if (screen.kind !== 'meeting') return false
    const { microphone, camera, shares } = screen.media.store.getState()
    return shares.length > 0 || [microphone, camera].some(({ kind }) => kind === 'on' || kind === 'starting')
  }

  /** The page cannot show any more that it is live: then it is not. */
  switchOff(): void {
    const { screen } = this.store.getState()
    if (screen.kind !== 'meeting') return
    screen.media.close()
    screen.meeting.leave()
  }

  rejoin(): void {
    const { screen } = this.store.getState()
    if (screen.kind !== 'meeting') return
    const before = this.tabs.again(screen.trip)
    const trip = this.#entered === null ? before : { ...before, ...this.#entered, direct: true }
    const { destination, name, direct, password } = trip
    // Our own host may have stopped, or may answer at another port by now.
    if (screen.here) void this.host(destination.room, name, direct, password)
    else void this.travel(trip)
  }

  home(): void {
    this.#attempt += 1
    this.#closeMeeting()
    const { name } = this.memory.read()
    this.store.setState({ screen: this.#homeScreen({ room: '', name }), rooms: this.memory.read().rooms })
  }

  /** Ends hosting for everyone and, where the meeting was here, ours with it. */
  async stopHosting(): Promise<void> {
    if (this.hostsThisMeeting()) this.home()
    await this.platform.hosting?.stop()
  }

  /** Whether the meeting on the screen is carried by this computer. */
  hostsThisMeeting(): boolean {
    const { screen, hosting } = this.store.getState()
    return screen.kind === 'meeting' && screen.here && hosting.state === 'running'
  }

  setShortcuts(shortcuts: boolean): void {
    this.memory.write({ shortcuts })
    this.store.setState({ shortcuts })
  }

  /** Chooses how much is received, in this meeting and in those to come. */
  setReception(reception: Remembered['reception']): void {
    this.memory.write({ reception })
    const { screen } = this.store.getState()
    if (screen.kind === 'meeting') screen.meeting.setReception(reception)
  }

  setNearby(nearby: boolean): void {
    this.memory.write({ nearby })
    this.store.setState({ nearby })
  }

  /** Whether the network is told of the rooms of this computer, now and later. */
  setAnnounce(announce: boolean): void {
    this.memory.write({ announce })
    this.store.setState({ announce })
    void this.platform.hosting?.announce(announce)
  }

  /** Forgets the rooms and the hosts behind them: whoever was set up anew is a stranger again. */
  forgetRooms(): void {
    this.memory.write({ rooms: [] })
    this.store.setState({ rooms: [] })
    void this.platform.trust?.forget()
  }

  async #check(destination: Destination): Promise<TrustAnswer> {
    const { base, others = [], fingerprint, announced = false } = destination
    try {
      const asked = { bases: [base, ...others], fingerprint, announced }
      return (await this.platform.trust?.check(asked)) ?? { trust: 'trusted', base }
    } catch {
      return { trust: 'unreachable' }
    }
  }

  #arrive(trip: Trip): void {
    const { base, room, fingerprint, others = [], announced = false, link } = trip.destination
    this.#closeMeeting()
    if (link !== undefined) this.#hostKeys.keep(base, link)
    const key = this.#hostKeys.of(base)
    const hostKey = key !== null && { hostKey: key }
    this.#entered = null
    const { hosting } = this.store.getState()
    const here = hosting.state === 'running' && hosting.base === base
    this.memory.visited({ base, room, fingerprint, here, others: [...others], announced })
    const { devices: wish, effects: chosen, reception } = this.memory.read()
    const effects = this.settings.store.getState().policy.effects ? chosen : NO_EFFECTS
    const { seat } = trip
    const off = { microphone: false, camera: false }
    const { microphone, camera } = seat ?? (trip.devicesOff === true ? off : wish)
    const open = this.#around.openMeeting({
      base,
      room,
      wish: { ...wish, microphone, camera, effects },
      onSeat: (token) => this.seat.keep(trip.destination, this.#entered?.name, open.media, token),
      ...hostKey,
    })
    open.meeting.setReception(reception)
    open.media.effects.store.subscribe(({ wish: effects }, before) => {
      if (effects !== before.wish) this.memory.write({ effects })
    })
    open.media.store.subscribe(({ chosen, settings }, before) => {
      if (chosen === before.chosen && settings === before.settings) return
      this.memory.write({ devices: { ...this.memory.read().devices, chosen, settings } })
    })
    // Whatever ends the meeting, the camera's light goes out with it.
    const stop = open.meeting.store.subscribe(({ phase }) => {
      // Who has to say or to wait for something does so in the lobby, also on the direct way in.
      if (phase.kind === 'password' || phase.kind === 'waiting') this.#showLobby()
      if (phase.kind !== 'ended' && phase.kind !== 'failed') return
      // The next try goes in as a guest.
      if (phase.kind === 'failed' && phase.code === 'wrong_host_key') this.#hostKeys.forget(base)
      stop()
      open.media.close()
    })
    const person = personNameSchema.safeParse(trip.name)
    const lobby = !(trip.direct && person.success)
    this.store.setState({ screen: { kind: 'meeting', trip, lobby, elsewhere: false, here, ...open } })
    if (lobby) void this.tabs.look(trip.destination)
    if (this.own !== null) this.#around.showAddress(formatInviteLink({ base, room, fingerprint }))
    if (!trip.direct || !person.success) return
    this.#entered = { name: person.data, ...(trip.password !== undefined && { password: trip.password }) }
    void open.meeting.join(person.data, trip.password ?? null, seat?.token ?? null)
  }

  #showLobby(): void {
    const { screen } = this.store.getState()
    if (screen.kind === 'meeting' && !screen.lobby)
      this.store.setState({ screen: { ...screen, lobby: true } })
  }

  /** Where the form says where to and who, goes there at once. */
  #joinFromForm(how: Pick<Trip, 'direct' | 'devicesOff'>): void {
    const { screen, hosting } = this.store.getState()
    if (screen.kind !== 'home') return
    const answer = readDestination(screen.form.room, { own: this.own, hosting, chosen: null })
    const person = personNameSchema.safeParse(screen.form.name)
    if (!answer.ok || !person.success) return
    void this.travel({ destination: answer.destination, name: person.data, ...how })
  }

  #hostFromForm(): void {
    const { screen } = this.store.getState()
    if (screen.kind !== 'home') return
    const room = roomNameSchema.safeParse(
      screen.form.room === '' ? this.#around.defaultRoom : screen.form.room,
    )
    if (room.success) void this.host(room.data, screen.form.name)
  }

  /** Shows that something is under way; what it returns tells whether it still is when the answer comes. */
  #setOut({ busy }: { readonly busy: 'joining' | 'hosting' }): number {
    this.#changeHome({ busy, problem: null, question: null })
    return ++this.#attempt
  }

  /** The way ends here: Home shows why, or what has to be answered first. */
  #backHome(changes: Pick<Partial<HomeScreen>, 'problem' | 'question'>): void {
    if (this.store.getState().screen.kind === 'meeting') this.home()
    this.#changeHome({ busy: null, ...changes })
  }

  #changeHome(changes: Partial<Omit<HomeScreen, 'kind'>>): void {
    const { screen } = this.store.getState()
    if (screen.kind === 'home') this.store.setState({ screen: { ...screen, ...changes } })
  }

  #homeScreen(form: HomeScreen['form']): HomeScreen {
    this.#visits += 1
    return { kind: 'home', visit: this.#visits, form, busy: null, problem: null, question: null }
  }

  #closeMeeting(): void {
    const { screen } = this.store.getState()
    if (screen.kind !== 'meeting') return
    screen.meeting.close()
    screen.media.close()
  }
}

type HomeScreen = Extract<AppScreen, { kind: 'home' }>
