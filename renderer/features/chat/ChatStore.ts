import { createStore, type StoreApi } from 'zustand/vanilla'
import { ProtocolError } from '../../../protocol/wire/errors.ts'
import type { MessageId, PeerId } from '../../../protocol/ids.ts'
import { limits } from '../../../protocol/limits.ts'
import { cleanMessage } from '../../../protocol/text/cleanMessage.ts'
import { isBlank } from '../../../protocol/text/isBlank.ts'
import { roomOf, selfOf, type Session } from '../../session/Session.ts'
import { countUnread } from './countUnread.ts'

/** What outlives the closing of the panel. */
export interface ChatState {
  readonly draft: string
  /** Null: everyone. */
  readonly to: PeerId | null
  readonly sending: boolean
  /** Why the last message was refused. The text is still in the draft. */
  readonly refusal: ProtocolError | null
  readonly lastRead: MessageId | null
}

/** Where a draft outlives the page. */
export interface Drafts {
  readonly draft: string
  keepDraft(draft: string): void
}

const NO_DRAFTS: Drafts = { draft: '', keepDraft: () => undefined }

/** What we write and what we have read, for one meeting. */
export class ChatStore {
  readonly store: StoreApi<ChatState>
  readonly #meeting: Session
  readonly #drafts: Drafts

  /** What was said before we came counts as read. */
  constructor(meeting: Session, drafts: Drafts = NO_DRAFTS) {
    this.#meeting = meeting
    this.#drafts = drafts
    const lastRead = this.#newest
    this.store = createStore(() => ({
      draft: drafts.draft,
      to: null,
      sending: false,
      refusal: null,
      lastRead,
    }))
    if (roomOf(meeting.store.getState()) !== null) return
    // Made before the room is entered: what the snapshot brings has been said before.
    const stop = meeting.store.subscribe((state) => {
      if (roomOf(state) === null) return
      stop()
      this.markRead()
    })
  }

  write(draft: string): void {
    this.store.setState({ draft, refusal: null })
    this.#drafts.keepDraft(draft)
  }

  address(to: PeerId | null): void {
    this.store.setState({ to, refusal: null })
  }

  /** Sends the draft. A refused text stays where it was, with the reason beside it. */
  async send(): Promise<void> {
    const { draft, to, sending } = this.store.getState()
    if (sending || isBlank(draft) || lettersLeft(draft) < 0) return
    this.store.setState({ sending: true, refusal: null })
    try {
      await this.#meeting.request('chat.send', { text: draft, to })
      // What was typed while the answer was on its way is the next message.
      if (this.store.getState().draft === draft) this.write('')
    } catch (error) {
      this.store.setState({ refusal: ProtocolError.of(error) })
    } finally {
      this.store.setState({ sending: false })
    }
  }

  /** Everything that is there now has been seen. */
  markRead(): void {
    const lastRead = this.#newest
    if (lastRead !== this.store.getState().lastRead) this.store.setState({ lastRead })
  }

  unread(): number {
    return countUnread(
      this.#messages(),
      selfOf(this.#meeting.store.getState()),
      this.store.getState().lastRead,
    )
  }

  get #newest(): MessageId | null {
    return this.#messages().at(-1)?.id ?? null
  }

  #messages() {
    return roomOf(this.#meeting.store.getState())?.chat.messages ?? []
  }
}

/** Letters that still fit into a message; negative past the limit. */
export function lettersLeft(draft: string): number {
  return limits.chatLength - [...cleanMessage(draft)].length
}
