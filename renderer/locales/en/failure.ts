/** Where a part of the page fails. */
export const failure = {
  notLoaded: 'This didn’t load',
  notLoadedText: 'Check your connection, then load it again. If that doesn’t help, reload the page.',
  broken: 'Something went wrong here',
  brokenText: 'The rest of the page still works. Load this part again.',
  again: 'Load again',
  close: 'Close',
  page: 'Something went wrong',
  pageText: 'Load the page again.',
  callText: 'You’re still in the meeting, and people may hear and see you.',
  stopped: 'This page stopped working. Your microphone and camera are off. Reload the page.',
  leave: 'Leave',
  home: 'Home',
  report: {
    head: 'Errors on this page:',
    line: '{{part}}: {{kind}} at {{place}}, {{count}}×',
    nowhere: 'an unknown place',
  },
}
