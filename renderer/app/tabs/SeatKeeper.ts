import type { PersonName } from '../../../protocol/names.ts'
import type { Destination } from '../../screens/home/destination/destination.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { TabMemory, TabSeat } from './TabMemory.ts'

/** Milliseconds. After a crash, this tells when the tab was last in its meeting. */
const STILL_HERE_MS = 30_000

/** Our place in a meeting, kept so that this tab finds it again when its page is loaded anew. */
export class SeatKeeper {
  readonly #tab: TabMemory
  readonly #ownBase: string | null
  #end: (() => void) | null = null

  /** @param ownBase of the host that served this page; null in the app. */
  constructor(tab: TabMemory, ownBase: string | null) {
    this.#tab = tab
    this.#ownBase = ownBase
  }

  get current(): TabSeat | null {
    return this.#tab.seat
  }

  /** The seat that this tab had, if it belongs to what its address leads to. @param room as the address says it. */
  at(room: string): TabSeat | null {
    const { seat } = this.#tab
    if (seat === null) return null
    // The app's window has no address.
    const anyway = this.#ownBase === null && room === ''
    return anyway || (room === seat.room && (this.#ownBase ?? seat.base) === seat.base) ? seat : null
  }

  /**
   * We sit, or (null) have left for good. Follows the devices, which are to be as they were.
   *
   * @param token by which the host knows us again.
   */
  keep(
    { base, room, fingerprint }: Destination,
    name: PersonName | undefined,
    media: LocalMedia,
    token: string | null,
  ): void {
    this.#end?.()
    if (token === null || name === undefined) return this.forget()
    const at = Date.now()
    this.#tab.keepSeat({ base, room, fingerprint, name, token, ...devicesOf(media), at })
    const stop = media.store.subscribe(() => this.#tab.changeSeat(devicesOf(media)))
    const timer = setInterval(() => this.#tab.changeSeat({ at: Date.now() }), STILL_HERE_MS)
    this.#end = () => {
      stop()
      clearInterval(timer)
    }
  }

  /** The page is closed or loaded anew: what its devices do from now on does not count. */
  pageGone(): void {
    this.#end?.()
    this.#tab.changeSeat({ at: Date.now() })
  }

  forget(): void {
    this.#end?.()
    this.#tab.keepSeat(null)
  }

  restore(seat: TabSeat | null): void {
    this.#tab.keepSeat(seat)
  }

  /** What is typed and not sent yet. */
  get draft(): string {
    return this.#tab.draft
  }

  keepDraft(draft: string): void {
    this.#tab.keepDraft(draft)
  }
}

/** Which devices are wanted now. */
function devicesOf({ store }: LocalMedia): Pick<TabSeat, 'microphone' | 'camera'> {
  const { microphone, camera } = store.getState()
  return { microphone: microphone.kind !== 'off', camera: camera.kind !== 'off' }
}
