import type { MessageId, PeerId } from '../../../protocol/ids.ts'
import type { Message } from '../../../room/features/chat.ts'

/**
 * How many messages of others came after the one read last. Where that one has left the history, all that is
 * there came after it.
 */
export function countUnread(
  messages: readonly Message[],
  self: PeerId | null,
  lastRead: MessageId | null,
): number {
  const read = lastRead === null ? -1 : messages.findIndex((message) => message.id === lastRead)
  return messages.slice(read + 1).filter((message) => message.from !== self).length
}
