import type { MessageBoxOptions } from 'electron'
import { catalogue } from '../../../renderer/locales/catalogue.ts'

/** What a person can answer who wants to quit while others are in a meeting here. */
export type EndingAnswer = 'keep' | 'end' | 'cancel'

const answers: readonly EndingAnswer[] = ['keep', 'end', 'cancel']

/** What to ask before closing cuts others off. @param others people in this computer's rooms besides its own person. */
export function quitDialog(others: number): MessageBoxOptions {
  return {
    type: 'question',
    message: catalogue.t('desktop.ending.message', { count: others }),
    detail: catalogue.t('desktop.ending.detail'),
    buttons: answers.map((answer) => catalogue.t(`desktop.ending.${answer}`)),
    // Return keeps the meeting, and Escape changes nothing: ending it cannot be taken back.
    defaultId: answers.indexOf('keep'),
    cancelId: answers.indexOf('cancel'),
    noLink: true,
  }
}

/** What the button of that number means. */
export function endingAnswer(button: number): EndingAnswer {
  return answers[button] ?? 'cancel'
}
