import { createInstance } from 'i18next'
import { localeOptions } from '../../renderer/locales/localeOptions.ts'

const catalogue = createInstance()
void catalogue.init(localeOptions)

/** A text of the one catalogue, as the page has it: in the tray, in the system's dialogs, in menus. */
export const shellText = catalogue.t
