/** What the command line says: `hearth host`. */
export const command = {
  hosting: 'Hearth is hosting. Join from the app or a browser.',
  here: 'This computer itself',
  stop: 'Stop with Ctrl+C.',
  outside: 'Reachable from outside the network now.',
  noMedia: 'No media worker could be started: chat works, sound and pictures do not.',
  notStoppedCleanly: 'The host has not stopped cleanly: {{detail}}',
}
