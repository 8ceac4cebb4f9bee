import type { MessageBoxOptions } from 'electron'
import { shellTexts } from '../shellTexts.ts'

/** Which button of the question ends the app after all. */
export const QUIT_INSTEAD = 1

/** What is said the first time that the window goes away and the call goes on. */
export function stayQuestion(): MessageBoxOptions {
  const { message, detail, stay, quit } = shellTexts.stay
  return { type: 'info', message, detail, buttons: [stay, quit], defaultId: 0, cancelId: 0, noLink: true }
}
