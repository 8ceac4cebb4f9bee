export const lobby = {
  ready: 'Ready to join?',
  joinNow: 'Join now',
  joining: 'Joining {{room}}…',
  cancel: 'Cancel',
  back: 'Back',
  onHost: 'on {{host}}',
  yourName: 'Your name',
  noMedia: 'The host cannot carry sound and pictures right now. Chat works.',
  mediaFull:
    'The host carries as many people with sound and pictures as it can. You can join with chat, and sound and pictures come as soon as there is room.',
  noServer:
    'The host’s media server is not running. Two people are connected directly; more than two have chat until it runs.',
  password: 'Password',
  passwordHint: 'This meeting has a password. Whoever invited you knows it.',
  passwordMissing: 'Enter the password of this meeting.',
  passwordWrong: 'That is not the password of this meeting. Check it and try again.',
  tooMany_one: 'Too many wrong passwords came from your address. Try again in {{count}} second.',
  tooMany_other: 'Too many wrong passwords came from your address. Try again in {{count}} seconds.',
  tooSoon_one: 'Too many tries at once. Try again in {{count}} second.',
  tooSoon_other: 'Too many tries at once. Try again in {{count}} seconds.',
  passwordAgain: 'You can try again now.',
  waiting: 'Waiting to be let in',
  waitingText:
    'Somebody who leads the meeting sees that you are here. You join by yourself once they let you in.',
}

export const call = {
  video: "Participants' video",
  controls: 'Call controls',
  screenOf: "{{name}}'s screen",
  screenOfNumber: "{{name}}'s screen {{number}}",
  you: '(you)',
  muted: 'Microphone muted',
  handRaised: 'Hand raised',
  away: 'Reconnecting…',
  alone: 'You are the only one here',
  aloneText: 'Send someone the invite link.',
  getLink: 'Get the link',
  soundBlocked: 'The browser holds back the sound.',
  soundOn: 'Turn on sound',
  leave: 'Leave',
  more: 'More',
  close: 'Close',
  fullScreen: 'Full screen',
  endFullScreen: 'Leave full screen',
  devices: 'Devices',
  invite: 'Invite',
  shortcuts: 'Keyboard shortcuts',
  stopHosting: 'Stop hosting',
  share: 'Share screen',
  stopSharing: 'Stop sharing',
  raiseHand: 'Raise hand',
  lowerHand: 'Lower hand',
  reactions: 'Reactions',
  chat: 'Chat',
  people: 'People',
  short: {
    share: 'Share',
    stop: 'Stop',
    raise: 'Raise',
    lower: 'Lower',
    reactions: 'Reactions',
    chat: 'Chat',
    people: 'People',
    more: 'More',
    leave: 'Leave',
  },
  reaction: {
    '👍': 'Thumbs up',
    '👏': 'Applause',
    '❤️': 'Heart',
    '😂': 'Laughing',
    '😮': 'Surprised',
    '🎉': 'Celebration',
  },
  reactedWith: '{{name}}: {{reaction}}',
  shareDenied:
    'The system does not allow Hearth to record the screen. Allow it in the system’s privacy settings and try again.',
  shareFailed: 'Sharing the screen did not work. Try again, or choose another window.',
  key: {
    M: 'Mute or unmute the microphone',
    V: 'Turn the camera on or off',
    S: 'Share the screen or stop sharing',
    H: 'Raise or lower the hand',
    R: 'Reactions',
    C: 'Chat',
    P: 'People',
    I: 'Invite',
  },
  space: 'Space',
  holdToTalk: 'Talk while you hold it, if you are muted',
  keysOn: 'Use single letters as shortcuts',
  keyNote: 'Letters work while you are not typing. Arrow keys move along the call controls.',
}

export const connection = {
  lost: 'Connection lost.',
  restarting: 'The host is restarting…',
  trying: 'Reconnecting…',
  /** For those who listen to the screen. */
  spoken: {
    lost: 'You were cut off. Getting you back in.',
    restarting: 'The host restarts. You’ll be back in a moment.',
    asleep: 'The host’s computer sleeps. You’ll be back once it wakes.',
    up: 'You’re back in the meeting.',
  },
  next_one: 'Trying again in {{count}} second.',
  next_other: 'Trying again in {{count}} seconds.',
  retryNow: 'Retry now',
  notKept: 'The host’s disk is full or cannot be written.',
  notKeptText: 'The meeting goes on, but its chat would be lost if the host had to restart.',
  narrow: 'Your connection is slow.',
  narrowText: 'Pictures are smaller until it is better; voices go first.',
  understood: 'OK',
  power: {
    asleep: 'The computer that hosts this meeting is going to sleep.',
    asleepText: 'You are connected again by yourself as soon as it wakes up.',
    sleeping: 'The computer that hosts this meeting is asleep.',
    level: 'It is {{percent}} % full.',
    host: {
      battery: 'The computer that hosts this meeting runs on its battery.',
      low: 'The battery of the computer that hosts this meeting is low.',
      text: 'The meeting goes on for as long as it lasts.',
    },
    own: {
      battery: 'This computer hosts the meeting and runs on its battery.',
      low: 'This computer hosts the meeting, and its battery is low.',
      text: 'Plug it in, or the meeting ends for everyone when it is empty.',
    },
  },
  noServer: 'The host’s media server is not running.',
  direct: {
    waiting: 'You can chat. With one other person here, the two of you are connected directly.',
    connecting: 'You two are being connected directly…',
    connected: 'You two are connected directly.',
    failed: 'There is no direct way between you two right now. Chat works.',
    tooMany:
      'Sound and pictures need it when more than two are in the room; the host is trying to start it. Chat works.',
  },
  full: 'No room for sound and pictures.',
  fullText:
    'The host carries as many people as it can. You can chat; sound and pictures come as soon as there is room.',
  heldBack: 'Your sound and pictures are held back.',
  heldBackText_one:
    'The host’s media server stopped on them three times. You can go on chatting; they are tried again in {{count}} minute.',
  heldBackText_other:
    'The host’s media server stopped on them three times. You can go on chatting; they are tried again in {{count}} minutes.',
}

export const screens = {
  title: 'Share your screen',
  screen: 'Screens',
  window: 'Windows',
  sound: 'Share the computer’s sound too',
  share: 'Share',
  cancel: 'Cancel',
  loading: 'Looking for screens and windows…',
  kinds: 'What to share',
  none: {
    screen: 'There is no screen to share. On a Mac, allow screen recording in the system’s settings.',
    window: 'There is no window to share. On a Mac, allow screen recording in the system’s settings.',
  },
  gone: '“{{name}}” is not there any more.',
}

export const ending = {
  left: { title: 'You left the meeting', text: 'Come back any time while it goes on.' },
  removed: {
    title: 'You were removed',
    text: 'Someone who leads the meeting removed you. Ask them before you come back.',
  },
  host_stopped: {
    title: 'The meeting has ended',
    text: 'The person who hosted it stopped hosting. Rejoin once they host again.',
  },
  host_restarting: {
    title: 'The host is restarting',
    text: 'It will be back in a few seconds. Rejoin then.',
  },
  host_gone: {
    title: 'The host has not come back',
    text: 'It was to restart, but does not answer. Ask the person who runs it, and rejoin once it is back.',
  },
  connection_lost: {
    title: 'The connection was lost',
    text: 'Check your network, then rejoin. The others may still be there.',
  },
  too_slow: {
    title: 'Your connection is too slow',
    text: 'The meeting’s messages could not reach you in time. Rejoin from a better network.',
  },
  declined: {
    title: 'You were not let in',
    text: 'Someone who leads the meeting did not let you in. Talk to them before you ask again.',
  },
  over: {
    title: 'The meeting has ended',
    text: 'It ended before you were let in. You can begin a new one in the same room.',
  },
  askAgain: 'Ask again',
  begin: 'Begin a new one',
  failed: { title: 'Joining did not work' },
  unreachable: {
    title: 'The host does not answer',
    text: 'Check that the host is running and that you are on the same network, then try again.',
  },
  otherVersion: {
    title: 'This host has another version of Hearth',
    newer:
      'It has version {{version}}, which is newer than this app. The host’s own page always fits: open it here, without a question about certificates. Update the app when you can.',
    older:
      'It has version {{version}}, which is older than this app. The host’s own page always fits: open it here, without a question about certificates. Ask whoever runs the host to update it.',
    browser: 'It has changed to version {{version}} since this page was loaded. Reload the page to go on.',
    open: 'Open the host’s own page',
    installers: 'Get Hearth {{version}} from this host',
    reload: 'Reload this page',
    notOpened: 'The host’s page could not be opened. Does the host still run?',
  },
  rejoin: 'Rejoin',
  tryAgain: 'Try again',
  home: 'Home',
}
