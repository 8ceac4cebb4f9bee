import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { localeOptions } from './localeOptions.ts'

/** Makes every text of the page ready. Call it once, before the first render; it does no I/O. */
export function startLocales(): void {
  void i18next.use(initReactI18next).init(localeOptions)
}
