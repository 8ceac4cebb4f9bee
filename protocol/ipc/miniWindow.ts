/** The one window that the page itself may open in the app, by this name: the mini window of a call. */
export const MINI_WINDOW = 'hearth-mini'
