import { createStore, type StoreApi } from 'zustand/vanilla'
import type { PeerId, TrackId } from '../../../protocol/ids.ts'
import type { Wishes } from '../../session/media/subscribing/Subscriber.ts'
import { roomOf, selfOf, type Session } from '../../session/Session.ts'
import { camerasOf, nothing, type StageContents, stageContents } from './layout/stageContents.ts'
import { pageOf, type TilePlacement, tilePlacement } from './layout/tilePlacement.ts'
import { ShareZoom } from './zoom/ShareZoom.ts'
import { ActiveSpeaker } from './speaker/ActiveSpeaker.ts'
import { keyOf, type Subject, type TileKey } from './layout/tileKey.ts'
import { type StagePreferences } from './StagePreferences.ts'
import { type StageState } from './stageState.ts'
import { sameWishes, visibleVideos } from './visibleVideos.ts'

/** Until the page has been laid out, and where there is no layout at all. */
const UNMEASURED = { width: 1280, height: 720, pixelRatio: 1 }

/** How this person looks at the meeting: layout, page, pin, zoom. Whatever is shown follows from it and the room. */
export class StageStore {
  readonly store: StoreApi<StageState>
  /** Looks closely at the share that stands large. */
  readonly zooming: ShareZoom
  readonly #meeting: Session
  readonly #remember: (choices: StagePreferences) => void
  readonly #watch: ActiveSpeaker

  /** @param remember is told of every choice that should outlive the meeting. */
  constructor(meeting: Session, choices: StagePreferences, remember: (choices: StagePreferences) => void) {
    this.#meeting = meeting
    this.#remember = remember
    this.store = createStore<StageState>(() => ({
      ...choices,
      galleryPage: 0,
      stripPage: 0,
      pin: null,
      share: null,
      zoom: null,
      active: null,
      menu: null,
      size: UNMEASURED,
      seen: true,
      mini: null,
      speaker: null,
      watched: null,
      plan: tilePlacement(nothing, { ...UNMEASURED, galleryPage: 0, stripPage: 0 }),
      wishes: new Map(),
    }))
    this.zooming = new ShareZoom({
      getState: () => this.store.getState(),
      zoomTo: (zoom) => this.#change({ zoom: zoom !== null && zoom.scale > 1 ? zoom : null }),
    })
    this.#watch = new ActiveSpeaker(meeting, (speaker) => this.#change({ speaker }))
    this.#change({})
  }

  /** Follows the meeting until the returned function is called. */
  attach(): () => void {
    const stop = this.#meeting.store.subscribe(({ phase }, before) => {
      if (phase !== before.phase) this.#change({})
    })
    const stopWatching = this.#watch.attach()
    this.#change({})
    return () => {
      stop()
      stopWatching()
    }
  }

  /** The stage has this size now, in CSS pixels. */
  resize(width: number, height: number, pixelRatio: number): void {
    const { size } = this.store.getState()
    if (width <= 0 || height <= 0) return
    if (size.width === width && size.height === height && size.pixelRatio === pixelRatio) return
    this.#change({ size: { width, height, pixelRatio }, zoom: null })
  }

  choose(choices: Partial<StagePreferences>): void {
    const { pin } = this.store.getState()
    const goes = choices.hideSelf === true && pin?.kind === 'person' && pin.peer === this.#self
    this.#change({ ...choices, ...(goes && { pin: null }) })
    const { layout, hideSelf, hideWithoutVideo } = this.store.getState()
    this.#remember({ layout, hideSelf, hideWithoutVideo })
  }

  toggleLayout(): void {
    this.choose({ layout: this.store.getState().layout === 'gallery' ? 'speaker' : 'gallery' })
  }

  /** Shows something large for us alone, or no longer. */
  togglePin(subject: Subject): void {
    const { pin } = this.store.getState()
    const pinned = pin !== null && keyOf(pin) === keyOf(subject)
    this.#change({ pin: pinned ? null : subject, zoom: null })
  }

  /** As `togglePin` for a person by the number of the place in the gallery, from 1. False where nobody stands there. */
  pinNumber(number: number): boolean {
    const peer = this.store.getState().plan.numbered[number - 1]
    if (peer === undefined) return false
    this.togglePin({ kind: 'person', peer })
    return true
  }

  /** Pins nothing any more. False where nothing was. */
  release(): boolean {
    if (this.store.getState().pin === null) return false
    this.#change({ pin: null, zoom: null })
    return true
  }

  chooseShare(track: TrackId): void {
    const { pin } = this.store.getState()
    this.#change({ share: track, zoom: null, ...(pin?.kind === 'share' && { pin: null }) })
  }

  /** False where there is no such page. */
  turnTo(page: number): boolean {
    const { plan } = this.store.getState()
    if (page < 0 || page >= plan.pages || page === plan.page) return false
    this.#change(plan.main === null ? { galleryPage: page } : { stripPage: page })
    return true
  }

  turnBy(pages: 1 | -1): boolean {
    return this.turnTo(this.store.getState().plan.page + pages)
  }

  /** Brings somebody into sight who is on another page, or hidden. */
  show(peer: PeerId): void {
    const { plan } = this.store.getState()
    const page = plan.main === null ? pageOf(plan, this.#self, peer) : null
    if (page === null) this.#change({ pin: { kind: 'person', peer } })
    else this.#change({ galleryPage: page })
  }

  /** The keyboard's focus rests on this tile. */
  activate(active: TileKey): void {
    if (active !== this.store.getState().active) this.#change({ active })
  }

  /** Opens the menu of a tile beside the element that it belongs to. */
  openMenu(subject: Subject, anchor: HTMLElement): void {
    this.store.setState({ menu: { subject, anchor } })
  }

  closeMenu(): void {
    this.store.setState({ menu: null })
  }

  /** @param mini the size of the picture in the mini window in CSS pixels; null once it is closed. */
  setMini(mini: StageState['mini']): void {
    this.#change({ mini })
  }

  /** Whether the window can be seen at all; while it cannot, no pictures are received for it. */
  setSeen(seen: boolean): void {
    if (seen !== this.store.getState().seen) this.#change({ seen })
  }

  get #self(): PeerId | null {
    return selfOf(this.#meeting.store.getState())
  }

  /** The one place where what is shown is made of what is wished for. */
  #change(changes: Partial<StageState>): void {
    const before = this.store.getState()
    const next = { ...before, ...changes }
    const contents = this.#contents(next)
    const plan = this.#plan(contents, next, before)
    const watched = watchedOf(contents, next)
    const wishes = this.#wishes(contents.self, { ...next, plan, watched })
    this.#watch.listenClosely(next.layout === 'speaker' || next.mini !== null)
    this.store.setState({
      ...next,
      plan,
      watched,
      wishes: sameWishes(wishes, before.wishes) ? before.wishes : wishes,
      // The focus does not stay on a tile that nobody sees.
      active: next.active !== null && plan.places.has(next.active) ? next.active : firstOf(plan),
      // What was pinned may be gone.
      pin: sameSubject(next.pin, plan.main) ? next.pin : null,
    })
    if (!sameWishes(wishes, before.wishes)) this.#meeting.show(wishes)
  }

  #contents(state: StageState): StageContents {
    const meeting = this.#meeting.store.getState()
    const [room, self] = [roomOf(meeting), selfOf(meeting)]
    if (room === null || self === null) return nothing
    return stageContents(room, self, state)
  }

  /** The same plan as before, the very same object, where nothing that it is made of has changed. */
  #plan(contents: StageContents, next: StageState, { plan, ...before }: StageState): TilePlacement {
    const { size, galleryPage, stripPage } = next
    if (
      size === before.size &&
      galleryPage === before.galleryPage &&
      stripPage === before.stripPage &&
      contents.hidden === plan.hidden &&
      sameSubject(contents.main, plan.main) &&
      sameList(contents.people, plan.people) &&
      sameList(contents.shares, plan.shares)
    ) {
      return plan
    }
    return tilePlacement(contents, { ...size, galleryPage, stripPage })
  }

  #wishes(self: PeerId | null, state: StageState): Wishes {
    const room = roomOf(this.#meeting.store.getState())
    if (room === null || self === null) return new Map()
    const cameras = camerasOf(room)
    cameras.delete(self)
    const others = room.tracks.tracks.filter(({ peer, source }) => source === 'screen' && peer !== self)
    const shares = new Set(others.map(({ id }) => id))
    return visibleVideos({ ...state, cameras, shares })
  }
}

/** Who is seen where there is room for one alone: whoever stands large, else whoever spoke last, else anybody. */
function watchedOf({ main, people, self }: StageContents, { speaker }: StageState): PeerId | null {
  if (main?.kind === 'person' && main.peer !== self) return main.peer
  const others = people.filter((peer) => peer !== self)
  return speaker !== null && others.includes(speaker) ? speaker : (others[0] ?? null)
}

function firstOf(plan: TilePlacement): TileKey | null {
  return plan.places.keys().next().value ?? null
}

function sameSubject(one: Subject | null, other: Subject | null): boolean {
  return one === other || (one !== null && other !== null && keyOf(one) === keyOf(other))
}

function sameList<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}
