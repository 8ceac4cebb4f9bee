/** What stands outside of the app's window: beside the clock, in the system's own dialogs, menus and notifications. */
export const desktop = {
  joined: '{{name}} joined your meeting',
  waiting: '{{name}} is waiting to be let in',
  started: '“{{room}}” has started',
  startedOn: 'on {{host}}',
  tray: {
    idle: 'Hearth',
    call: 'Hearth: in a call',
    muted: 'Hearth: in a call, muted',
    hosting: 'Hearth: hosting',
    open: 'Open Hearth',
    mute: 'Mute',
    unmute: 'Unmute',
    stopSharing: 'Stop sharing',
    stopHosting: 'Stop hosting',
    quit: 'Quit',
  },
  menu: { app: 'Hearth', view: 'View' },
  stay: {
    message: 'Hearth stays beside the clock',
    detail:
      'The call goes on, and so does hosting. Click the icon, or open Hearth again, to come back. Settings has a switch for this.',
    stay: 'OK',
    quit: 'Quit instead',
  },
  hostPage: {
    camera: '{{host}} wants to use your camera',
    microphone: '{{host}} wants to use your microphone',
    both: '{{host}} wants to use your camera and microphone',
    detail: 'This page comes from that host, not from Hearth. Allow it only if you trust the host.',
    allow: 'Allow',
    deny: 'Don’t allow',
  },
  ending: {
    message_one: 'End the meeting for {{count}} person?',
    message_other: 'End the meeting for {{count}} people?',
    detail:
      'This computer hosts the meeting. Keep hosting, and the others go on without you while Hearth stays beside the clock. End it, and everyone is disconnected.',
    keep: 'Keep hosting',
    end: 'End for all',
    cancel: 'Cancel',
  },
}
