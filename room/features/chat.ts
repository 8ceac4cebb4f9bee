import { z } from 'zod'
import { type PeerId, messageIdSchema, peerIdSchema } from '../../protocol/ids.ts'
import { limits } from '../../protocol/limits.ts'
import { personNameSchema } from '../../protocol/names.ts'
import { cleanMessage } from '../../protocol/text/cleanMessage.ts'
import { isBlank } from '../../protocol/text/isBlank.ts'
import { isDamaged } from '../../protocol/text/isDamaged.ts'
import { command, type Feature, refuse } from '../feature.ts'
import type { RoomEvent } from '../features.ts'
import { peerOf } from '../peer.ts'

const messageSchema = z.object({
  id: messageIdSchema,
  from: peerIdSchema,
  /** As the sender was called then: the message outlives the sender's stay. */
  name: personNameSchema,
  /** Null: to everyone in the room. Otherwise only these two, sender and reader, ever get it. */
  to: peerIdSchema.nullable(),
  /** Plain text. It is shown as text and as nothing else. */
  text: z.string(),
  /** Milliseconds since 1970, on the host's clock. */
  at: z.number(),
})
export type Message = z.infer<typeof messageSchema>

/**
 * The newest messages of each conversation, oldest first; how many: `chatHistory` and `chatHistoryLength`, and of
 * private ones, all conversations together, `privateHistory` and `privateHistoryLength`.
 */
export const chatSchema = z.object({ messages: z.array(messageSchema) })
export type Chat = z.infer<typeof chatSchema>

export const chatEvents = [
  z.object({ type: z.literal('chat.sent'), message: messageSchema }),
  z.object({
    type: z.literal('chat.dropped'),
    /** Whose conversation it was: nobody else knew of it, nor learns of this. */
    between: z.tuple([peerIdSchema, peerIdSchema]),
    messages: z.array(messageIdSchema),
  }),
] as const

const textSchema = z
  .string()
  .max(limits.chatLength * 2)
  .transform(cleanMessage)
  .refine((text) => !isBlank(text), 'The message is empty.')
  .refine(
    (text) => [...text].length <= limits.chatLength,
    `A message may have at most ${limits.chatLength} letters.`,
  )
  .refine(
    (text) => !isDamaged(text.replaceAll(LINE_OR_TAB, '')),
    'The message may not contain control characters.',
  )

/** Control characters that belong in a text; others only hide something in it. */
const LINE_OR_TAB = /[\n\t]/g

function maySee(message: Message, viewer: PeerId): boolean {
  return message.to === null || message.to === viewer || message.from === viewer
}

function sameConversation(one: Message, other: Message): boolean {
  if (one.to === null || other.to === null) return one.to === other.to
  return (one.from === other.from && one.to === other.to) || (one.from === other.to && one.to === other.from)
}

/**
 * Drops the oldest messages of the newest one's conversation once that is too long, in messages or in letters.
 * Counted per conversation, because each reader holds whole conversations or nothing of them: so all ends drop
 * the same messages.
 */
function withinHistory(messages: readonly Message[]): Message[] {
  const newest = messages.at(-1)
  if (newest === undefined) return []
  const conversation = messages.filter((message) => sameConversation(message, newest))
  const dropped = new Set<Message>()
  let letters = lettersOf(conversation)
  for (const message of conversation) {
    if (conversation.length - dropped.size <= limits.chatHistory && letters <= limits.chatHistoryLength) break
    dropped.add(message)
    letters -= message.text.length
  }
  return messages.filter((message) => !dropped.has(message))
}

/**
 * What goes of the private messages once they are too many or too long together: the oldest of whoever has written
 * the most, so that nobody can push out what others have said. The newest one always stays.
 */
function tooMuchInPrivate(messages: readonly Message[]): readonly Message[] {
  const inPrivate = messages.filter(({ to }) => to !== null)
  let [count, letters] = [inPrivate.length, lettersOf(inPrivate)]
  const bySender = new Map<PeerId, Message[]>()
  for (const message of inPrivate.slice(0, -1)) {
    const written = bySender.get(message.from)
    if (written === undefined) bySender.set(message.from, [message])
    else written.push(message)
  }
  const dropped: Message[] = []
  while (count > limits.privateHistory || letters > limits.privateHistoryLength) {
    const weigh = letters > limits.privateHistoryLength ? lettersOf : (all: readonly Message[]) => all.length
    const [heaviest] = [...bySender.values()].sort((one, other) => weigh(other) - weigh(one))
    const oldest = heaviest?.shift()
    if (oldest === undefined) break
    dropped.push(oldest)
    count -= 1
    letters -= oldest.text.length
  }
  return dropped
}

function lettersOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { text }) => sum + text.length, 0)
}

/**
 * Tells of each conversation what goes of it. Only the host holds them all, so it decides; what goes of one
 * conversation for its own length both its people know by themselves.
 */
function drops(messages: readonly Message[]): RoomEvent[] {
  const events = new Map<string, Extract<RoomEvent, { type: 'chat.dropped' }>>()
  for (const { id, from, to } of tooMuchInPrivate(messages)) {
    if (to === null) continue
    const key = [from, to].sort().join()
    const { messages: others = [], between = [from, to] } = events.get(key) ?? {}
    events.set(key, { type: 'chat.dropped', between, messages: [...others, id] })
  }
  return [...events.values()]
}

export const chatCommands = {
  'chat.send': command({
    params: z.object({ text: textSchema, to: peerIdSchema.nullable().default(null) }),
    result: z.object({ message: messageIdSchema }),
    right: 'chat.send',
    rate: { burst: 20, perSecond: 3 },
    decide(state, sender, { text, to }, context) {
      const peer = peerOf(state, sender)
      if (peer === undefined || (to !== null && peerOf(state, to) === undefined))
        return refuse('no_such_peer')
      if (to === sender) return refuse('bad_params', 'A private message needs another person as its reader.')
      const id = messageIdSchema.parse(context.id())
      const message: Message = { id, from: sender, name: peer.name, to, text, at: context.now }
      const after = to === null ? [] : withinHistory([...state.chat.messages, message])
      return { events: [{ type: 'chat.sent', message }, ...drops(after)], result: { message: id } }
    },
  }),
} as const

export const chat: Feature<Chat> = {
  empty: { messages: [] },
  apply(slice, event) {
    switch (event.type) {
      case 'chat.sent':
        return { messages: withinHistory([...slice.messages, event.message]) }
      case 'chat.dropped': {
        const dropped = new Set(event.messages)
        return { messages: slice.messages.filter(({ id }) => !dropped.has(id)) }
      }
      default:
        return slice
    }
  },
  audience(event) {
    if (event.type === 'chat.dropped') return event.between
    return event.type === 'chat.sent' && event.message.to !== null
      ? [event.message.from, event.message.to]
      : 'everyone'
  },
  visibleTo: (slice, viewer) => ({ messages: slice.messages.filter((message) => maySee(message, viewer)) }),
}
