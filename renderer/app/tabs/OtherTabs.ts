import { z } from 'zod'

/** Which meeting of which host. */
export interface Where {
  readonly base: string
  readonly room: string
}

const handedSchema = z.object({ token: z.string().max(128), microphone: z.boolean(), camera: z.boolean() })
/** A seat that another tab has given up for us. */
export type HandedSeat = z.infer<typeof handedSchema>

const messageSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('who'), where: z.string(), from: z.string() }),
  z.object({ type: z.literal('here'), where: z.string(), to: z.string() }),
  z.object({ type: z.literal('handOver'), where: z.string(), from: z.string() }),
  z.object({ type: z.literal('handed'), where: z.string(), to: z.string(), seat: handedSchema }),
])
type Message = z.infer<typeof messageSchema>

/** What is used of a browser's channel between its tabs. */
export interface TabChannel {
  postMessage(message: unknown): void
  addEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
  removeEventListener(type: 'message', listener: (event: MessageEvent<unknown>) => void): void
}

/** What this tab answers to others. */
export interface TabInMeeting {
  /** Whether this tab is in that meeting. */
  isIn(where: Where): boolean
  /** Gives our seat up for another tab; null where there is none to give. */
  handOver(): HandedSeat | null
}

/** Another tab answers at once, also one that nobody looks at. */
const ANSWER_MS = 300
const HAND_OVER_MS = 2000

/** Other tabs of this browser at the same host's page: whether one is in a meeting, and how to go on here. */
export class OtherTabs {
  readonly #id = crypto.randomUUID()
  readonly #channel: TabChannel

  /** @param channel on which all tabs of this browser hear each other. */
  constructor(channel: TabChannel) {
    this.#channel = channel
  }

  /** Answers other tabs from now on. */
  serve(tab: TabInMeeting): void {
    this.#listen((message) => {
      if (message.type !== 'who' && message.type !== 'handOver') return false
      const where = readWhere(message.where)
      if (message.from === this.#id || where === null || !tab.isIn(where)) return false
      if (message.type === 'who') this.#say({ type: 'here', where: message.where, to: message.from })
      else {
        const seat = tab.handOver()
        if (seat !== null) this.#say({ type: 'handed', where: message.where, to: message.from, seat })
      }
      return false
    })
  }

  /** Whether another tab is in that meeting. Takes a third of a second where none is. */
  async find(where: Where): Promise<boolean> {
    const answer = await this.#ask({ type: 'who', where: keyOf(where), from: this.#id }, ANSWER_MS)
    return answer?.type === 'here'
  }

  /** Asks the tab that is in that meeting for its seat; null where none gives it. */
  async move(where: Where): Promise<HandedSeat | null> {
    const answer = await this.#ask({ type: 'handOver', where: keyOf(where), from: this.#id }, HAND_OVER_MS)
    return answer?.type === 'handed' ? answer.seat : null
  }

  #ask(question: Message, ms: number): Promise<Message | null> {
    return new Promise((resolve) => {
      const stop = this.#listen((message) => {
        if (!('to' in message) || message.to !== this.#id || message.where !== question.where) return false
        clearTimeout(timer)
        resolve(message)
        return true
      })
      const timer = setTimeout(() => {
        stop()
        resolve(null)
      }, ms)
      this.#say(question)
    })
  }

  #say(message: Message): void {
    this.#channel.postMessage(message)
  }

  /** @param hear says whether that was all. @returns what ends it. */
  #listen(hear: (message: Message) => boolean): () => void {
    const listener = ({ data }: MessageEvent<unknown>) => {
      const read = messageSchema.safeParse(data)
      if (read.success && hear(read.data)) stop()
    }
    const stop = () => this.#channel.removeEventListener('message', listener)
    this.#channel.addEventListener('message', listener)
    return stop
  }
}

function keyOf({ base, room }: Where): string {
  return JSON.stringify([base, room])
}

function readWhere(text: string): Where | null {
  try {
    const read = z.tuple([z.string(), z.string()]).safeParse(JSON.parse(text))
    return read.success ? { base: read.data[0], room: read.data[1] } : null
  } catch {
    return null
  }
}
