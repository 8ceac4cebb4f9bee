import type { Message } from '../../../room/features/chat.ts'

/** Messages that one person wrote to the same readers within a few minutes, shown under one heading. */
export interface MessageGroup {
  readonly id: Message['id']
  readonly from: Message['from']
  readonly name: string
  readonly to: Message['to']
  /** When the first of them was written. */
  readonly at: number
  readonly messages: readonly Message[]
}

const SAME_GROUP_MS = 5 * 60 * 1000

/** Groups messages, keeping their order. */
export function messageGroups(messages: readonly Message[]): MessageGroup[] {
  const groups: { head: Message; messages: Message[] }[] = []
  for (const message of messages) {
    const group = groups.at(-1)
    if (group !== undefined && belongs(message, group.head)) group.messages.push(message)
    else groups.push({ head: message, messages: [message] })
  }
  return groups.map(({ head, messages: own }) => ({
    id: head.id,
    from: head.from,
    name: head.name,
    to: head.to,
    at: head.at,
    messages: own,
  }))
}

function belongs(message: Message, head: Message): boolean {
  return message.from === head.from && message.to === head.to && message.at - head.at < SAME_GROUP_MS
}
