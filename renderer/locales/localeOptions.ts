import { en } from './en.ts'

/**
 * How i18next is set up, in the page and in the app's shell alike: which languages there are, and which one is shown.
 * Another language is one more file beside `en.ts` and one more entry here.
 */
export const localeOptions = {
  lng: 'en',
  fallbackLng: 'en',
  defaultNS: 'hearth',
  resources: { en: { hearth: en } },
  // React and the system write text as text; escaping it here would show `&amp;` to people called "A & B".
  interpolation: { escapeValue: false },
  // Everything is there from the first line on.
  initAsync: false,
} as const
