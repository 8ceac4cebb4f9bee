/** What the shell itself says: in the tray, in the system's own dialogs, in notifications. */
export const shellTexts = {
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
  stay: {
    message: 'Hearth stays beside the clock',
    detail:
      'The call goes on, and so does hosting. Click the icon, or open Hearth again, to come back. Settings has a switch for this.',
    stay: 'OK',
    quit: 'Quit instead',
  },
} as const
