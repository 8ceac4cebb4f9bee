import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from './en.ts'

/** Makes every text ready. Call it once, before the first render; it does no I/O. */
export function startLocales(): void {
  void i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    defaultNS: 'hearth',
    resources: { en: { hearth: en } },
    // React writes text as text; escaping it here would show `&amp;` to people called "A & B".
    interpolation: { escapeValue: false },
    initAsync: false,
  })
}
