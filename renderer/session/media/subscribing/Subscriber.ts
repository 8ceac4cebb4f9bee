import type { TrackId } from '../../../../protocol/ids.ts'
import type { MethodInput } from '../../../../room/methods.ts'

/** As what a remote picture is shown; sizes in device pixels. */
export interface Wish {
  readonly width: number
  readonly height: number
  /** What to spare last where not everything gets through: a share, then whoever stands large, then anybody. */
  readonly priority: 'share' | 'main' | 'tile'
}

/** Absent: not shown, so it need not be sent. */
export type Wishes = ReadonlyMap<TrackId, Wish>

/** How much a person wants to receive: all that is of use, little, or no pictures at all. */
export type ReceiveMode = 'full' | 'saver' | 'audio'

type Preferences = MethodInput<'media.setPreferences'>
type Preference = Omit<Preferences['tracks'][number], 'track'>

/** While a window is dragged, the layout changes with every frame. */
const PAUSE_MS = 100
const PRIORITIES = { share: 200, main: 100, tile: 10 } as const
/** Bits per second; enough for the voices and some small pictures. */
const SAVER_BITRATE = 600_000

/**
 * Tells the host what we show of the pictures that we receive, so that nothing else is sent: one request for each change,
 * with only what has changed.
 */
export class Subscriber {
  readonly #ask: (preferences: Preferences) => Promise<unknown>
  /** Null: nobody has said anything yet; the host sends what is usual. */
  #wishes: Wishes | null = null
  #received: ReadonlySet<TrackId> = new Set()
  #reception: ReceiveMode = 'full'
  #told = new Map<TrackId, Preference>()
  #toldBitrate: number | null = null
  #timer: ReturnType<typeof setTimeout> | undefined
  #resting = false

  constructor(ask: (preferences: Preferences) => Promise<unknown>) {
    this.#ask = ask
  }

  show(wishes: Wishes): void {
    this.#wishes = wishes
    this.#changed()
  }

  /** @param received the remote pictures that the host offers us now. */
  receive(received: ReadonlySet<TrackId>): void {
    this.#received = received
    for (const track of this.#told.keys()) if (!received.has(track)) this.#told.delete(track)
    this.#changed()
  }

  setReception(reception: ReceiveMode): void {
    this.#reception = reception
    this.#changed()
  }

  /** Whether the host is to send us this picture. */
  shows(track: TrackId): boolean {
    return this.#wishes !== null && preferenceFor(this.#wishes.get(track), this.#reception).layer !== null
  }

  /** The host begins anew with us: nothing that it was told holds any more. */
  forget(): void {
    this.#told.clear()
    this.#toldBitrate = null
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#wishes = null
  }

  #changed(): void {
    if (this.#resting) return
    this.#resting = true
    // What belongs to one change comes in several steps.
    queueMicrotask(() => this.#tell())
    this.#timer = setTimeout(() => {
      this.#resting = false
      this.#tell()
    }, PAUSE_MS)
  }

  #tell(): void {
    const wishes = this.#wishes
    if (wishes === null) return
    const tracks = [...this.#received].flatMap((track) => {
      const preference = preferenceFor(wishes.get(track), this.#reception)
      const told = this.#told.get(track)
      if (told?.layer === preference.layer && told.priority === preference.priority) return []
      return [{ track, ...preference }]
    })
    const maxBitrate = this.#reception === 'saver' ? SAVER_BITRATE : null
    const limit = maxBitrate === this.#toldBitrate ? {} : { maxBitrate }
    if (tracks.length === 0 && maxBitrate === this.#toldBitrate) return
    for (const { track, layer, priority } of tracks) this.#told.set(track, { layer, priority })
    this.#toldBitrate = maxBitrate
    // A host that did not take it is told again with the next change.
    this.#ask({ tracks, ...limit }).catch(() => this.forget())
  }
}

function preferenceFor(wish: Wish | undefined, reception: ReceiveMode): Preference {
  if (wish === undefined || reception === 'audio') return { layer: null, priority: 1 }
  const layer = layerFor(linesOf(wish))
  const most = reception === 'full' || wish.priority === 'share' ? 3 : wish.priority === 'main' ? 1 : 0
  return { layer: Math.min(layer, most), priority: PRIORITIES[wish.priority] }
}

/** A camera's picture fills its frame: in a wide and low one, more lines are drawn than are seen. */
function linesOf({ width, height, priority }: Wish): number {
  return priority === 'share' ? height : Math.max(height, (width * 9) / 16)
}

/** Layers have about 180, 360 and 720 lines; a fifth of enlargement is not seen. */
function layerFor(height: number): number {
  if (height <= 216) return 0
  return height <= 432 ? 1 : 2
}
