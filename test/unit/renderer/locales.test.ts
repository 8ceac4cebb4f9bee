import { describe, expect, test, vi } from 'vitest'
import { en } from '../../../renderer/locales/en.ts'
import { localeOptions } from '../../../renderer/locales/localeOptions.ts'

function textsIn(node: object, path = ''): [key: string, text: string][] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    const inner = path === '' ? key : `${path}.${key}`
    if (typeof value === 'string') return [[inner, value] as [string, string]]
    return typeof value === 'object' && value !== null ? textsIn(value, inner) : []
  })
}
const texts = textsIn(en)
const FORM = /_(?:zero|one|two|few|many|other)$/

test('a count before a word has a text for one and for several', () => {
  const counted = texts.filter(([, text]) => /\{\{count\}\} \p{L}/u.test(text))
  expect(counted.length).toBeGreaterThan(20)
  expect(counted.filter(([key]) => !FORM.test(key))).toEqual([])
})

test('every plural has all forms of its language, and each of them the count', () => {
  const rules = new Intl.PluralRules(localeOptions.lng).resolvedOptions().pluralCategories
  const forms = Map.groupBy(
    texts.filter(([key, text]) => FORM.test(key) && text.includes('{{count}}')),
    ([key]) => key.replace(FORM, ''),
  )
  for (const [key, found] of forms)
    expect(found.map(([form]) => form).sort(), key).toEqual(rules.map((rule) => `${key}_${rule}`).sort())
})

describe('the time of day', () => {
  test.each(['de', 'ar', 'fa', 'ja', 'en-US'])(
    'of somebody whose computer speaks %s is in the language of the page',
    async (locale) => {
      const Format = Intl.DateTimeFormat
      const system = function (
        this: unknown,
        locales?: Intl.LocalesArgument,
        options?: Intl.DateTimeFormatOptions,
      ) {
        return new Format(locales ?? locale, { timeZone: 'UTC', ...options })
      } as unknown as typeof Intl.DateTimeFormat
      vi.stubGlobal('Intl', { ...intlOf(), DateTimeFormat: system })
      vi.resetModules()
      const { timeOfDay } = await import('../../../renderer/locales/timeOfDay.ts')
      const shown = timeOfDay(Date.UTC(2026, 10, 30, 22, 18))
      vi.unstubAllGlobals()
      const halves = ['ar', 'en-US'].includes(locale)
      expect(shown.replaceAll(/\s/gu, ' ')).toBe(halves ? '10:18 PM' : '22:18')
    },
  )
})

function intlOf(): Record<string, unknown> {
  return Object.fromEntries(
    Object.getOwnPropertyNames(Intl).map((name) => [
      name,
      (Intl as unknown as Record<string, unknown>)[name],
    ]),
  )
}
