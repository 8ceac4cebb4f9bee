import { z } from 'zod'
import { limits } from '../../../protocol/limits.ts'
import { personNameSchema, roomNameSchema } from '../../../protocol/names.ts'

const seatSchema = z.object({
  base: z.url().max(2048),
  room: roomNameSchema,
  fingerprint: z.string().max(64).nullable(),
  name: personNameSchema,
  /** By which the host knows us again. A secret, for as long as it holds. */
  token: z.string().max(128),
  microphone: z.boolean(),
  camera: z.boolean(),
  /** When this tab was last known to be in the meeting; milliseconds since 1970. */
  at: z.number(),
})
/** Our place in a meeting, as we left it. */
export type TabSeat = z.infer<typeof seatSchema>

const memorySchema = z.object({
  seat: seatSchema.nullable().catch(null),
  /** What is typed and not sent yet. */
  draft: z
    .string()
    .max(limits.chatLength * 2)
    .catch(''),
})
type Remembered = z.infer<typeof memorySchema>

const KEY = 'hearth.tab'

/** What this tab remembers when its page is loaded anew, in the browser's storage for one tab. Read as anything could stand there. */
export class TabMemory {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'>

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'>) {
    this.#storage = storage
  }

  /** The seat to go back to; null: none. */
  get seat(): TabSeat | null {
    return this.#read().seat
  }

  get draft(): string {
    return this.#read().draft
  }

  /** @param seat null: we have left for good, and nothing is remembered any more. */
  keepSeat(seat: TabSeat | null): void {
    this.#write(seat === null ? { seat, draft: '' } : { ...this.#read(), seat })
  }

  changeSeat(changes: Partial<TabSeat>): void {
    const { seat } = this
    if (seat !== null) this.keepSeat({ ...seat, ...changes })
  }

  keepDraft(draft: string): void {
    this.#write({ ...this.#read(), draft })
  }

  #read(): Remembered {
    try {
      return memorySchema.parse(JSON.parse(this.#storage.getItem(KEY) ?? '{}'))
    } catch {
      return { seat: null, draft: '' }
    }
  }

  #write(remembered: Remembered): void {
    try {
      this.#storage.setItem(KEY, JSON.stringify(remembered))
    } catch {
      // Full or forbidden: a page that is loaded anew then begins in the lobby.
    }
  }
}
