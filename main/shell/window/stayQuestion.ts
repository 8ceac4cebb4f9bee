import type { MessageBoxOptions } from 'electron'
import { shellText } from '../shellText.ts'

/** Which button of the question ends the app after all. */
export const QUIT_INSTEAD = 1

/** What is said the first time that the window goes away and the call goes on. */
export function stayQuestion(): MessageBoxOptions {
  return {
    type: 'info',
    message: shellText('desktop.stay.message'),
    detail: shellText('desktop.stay.detail'),
    buttons: [shellText('desktop.stay.stay'), shellText('desktop.stay.quit')],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
