import { localeOptions } from './localeOptions.ts'

/** Twelve hours or twenty-four is a habit of the person's country, and no part of the language. */
const { hourCycle } = new Intl.DateTimeFormat(undefined, { hour: 'numeric' }).resolvedOptions()
const format = new Intl.DateTimeFormat(localeOptions.lng, {
  hour: 'numeric',
  minute: '2-digit',
  ...(hourCycle && { hourCycle }),
})

/** Hours and minutes in the language of the page. @param at milliseconds since 1970. */
export function timeOfDay(at: number): string {
  return format.format(at)
}
