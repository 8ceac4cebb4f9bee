import type { MessageBoxOptions } from 'electron'

/** Which button of the question ends the meeting. */
export const END_FOR_ALL = 1

/** What to ask before closing cuts others off. @param others people in this computer's rooms besides its own person. */
export function endingQuestion(others: number): MessageBoxOptions {
  const people = others === 1 ? '1 person' : `${others} people`
  return {
    type: 'question',
    message: `End the meeting for ${people}?`,
    detail: 'This computer hosts the meeting. When Hearth closes, everyone in it is disconnected.',
    buttons: ['Keep hosting', 'End for all'],
    // Return and Escape keep the meeting: ending it cannot be taken back.
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
