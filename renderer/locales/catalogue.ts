import { createInstance } from 'i18next'
import { localeOptions } from './localeOptions.ts'

/**
 * The catalogue where there is no React: `t` gives the app's tray, dialogs and menus the texts in the window's language,
 * `getFixedT` gives the host's plain pages those of the reader's.
 */
export const catalogue = createInstance()
// A copy: i18next writes into what it is given.
void catalogue.init({ ...localeOptions })
