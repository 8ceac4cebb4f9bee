import i18next, { type ResourceKey } from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'
import { localeOptions } from './localeOptions.ts'

/**
 * Makes every text of the page ready. Call it once, before the first render; it does no I/O.
 *
 * @param texts another catalogue with the names of the English one.
 */
export function startLocales(texts: ResourceKey = en): void {
  void i18next.use(initReactI18next).init({ ...localeOptions, resources: { en: { hearth: texts } } })
}
