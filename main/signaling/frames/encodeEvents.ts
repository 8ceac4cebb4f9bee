import { notificationFrame } from '../../../protocol/wire/frames.ts'
import type { NotificationContent } from '../../../protocol/wire/notifications.ts'

type Events = NotificationContent<'room.events'>['events']

const texts = new WeakMap<Events[number], string>()

/**
 * The frame that tells of events. Each event is written as JSON once, however many people are told of it: events are never
 * changed.
 */
export function encodeEvents(seq: number, events: Events): string {
  const [before, after] = notificationFrame('room.events', { seq, events: [] }).split('[]')
  return `${before}[${events.map(textOf).join()}]${after}`
}

function textOf(event: Events[number]): string {
  const known = texts.get(event)
  if (known !== undefined) return known
  const text = JSON.stringify(event)
  texts.set(event, text)
  return text
}
