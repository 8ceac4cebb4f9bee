import type { MessageBoxOptions } from 'electron'
import { catalogue } from '../../../renderer/locales/catalogue.ts'

/** Which button of the question ends the app after all. */
export const QUIT_INSTEAD = 1

/** What is said the first time that the window goes away and the call goes on. */
export function closeToTrayDialog(): MessageBoxOptions {
  return {
    type: 'info',
    message: catalogue.t('desktop.stay.message'),
    detail: catalogue.t('desktop.stay.detail'),
    buttons: [catalogue.t('desktop.stay.stay'), catalogue.t('desktop.stay.quit')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
