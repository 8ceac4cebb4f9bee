export const home = {
  tagline: 'Meetings hosted from your own computer',
  join: 'Join',
  joinTitle: 'Join a meeting',
  joinHere: 'Join in this browser',
  appOffer: {
    have: 'Have the Hearth app?',
    open: 'Open in Hearth',
    last: 'You opened your last invitation with the app.',
    nothing: 'Did nothing open? Then the app is not installed here. Join in this browser, or',
    get: 'get Hearth from this host',
  },
  aboutConnection: 'About this connection',
  room: 'Room',
  roomHint: {
    app: 'Paste an invite link. While this computer hosts, a room name is enough.',
    browser: 'Everyone who types the same room name on this host meets there.',
  },
  roomPlaceholder: { app: 'https://…', browser: 'demo' },
  host: 'Host of the room',
  thisComputer: 'This computer',
  yourName: 'Your name',
  hostTitle: 'Host a meeting here',
  point: {
    link: 'Others join by a link, from Hearth or any browser.',
    local: 'Sound, pictures and messages stay on your network.',
    offline: 'It works without the internet.',
  },
  hostMeeting: 'Host a meeting',
  hostRunning: 'This computer is hosting.',
  stopHosting: 'Stop hosting',
  recent: 'Recent rooms',
  recentOn: 'on {{host}}',
  hereOnThisComputer: 'on this computer',
  forget: 'Forget rooms and hosts',
  nearby: 'Meetings on this network',
  nearbyNone: 'No meetings found yet.',
  nearbyStop: 'Stop looking',
  nearbyLook: 'Look for meetings',
  nearbyKnown: 'You have met this host before',
  nearbyLocked: 'Locked: the host lets people in',
  nearbyPassword: 'Asks for a password',
  nearbyPeople_one: '{{count}} person',
  nearbyPeople_other: '{{count}} people',
  announce: 'Show my meetings to others on this network',
  defaultRoom: 'meeting',
  private: 'No account. No cloud. Nothing leaves the host.',
  problem: {
    plainName:
      'A room name alone does not say whose computer to call. Paste the invite link, or choose Host a meeting.',
    not_a_link: 'This is not a link to a meeting. Paste the whole invite link, from https:// on.',
    wrong_scheme: 'An invite link begins with https://.',
    bad_room: 'The link has a room name that is not allowed: it is too long or has control characters.',
    bad_fingerprint:
      'The link was cut or changed on its way: its fingerprint is not whole. Ask for it again.',
    noInvitation:
      'There is no invitation in this file, or it cannot be read. Ask for the invite link instead.',
    addressAlone: 'That’s an address without a room. Paste the whole invite link.',
    linkWithoutRoom: 'The link names no room. Ask the person who sent it for the whole invite link.',
    otherHost:
      'This page joins rooms on its own host only. Open that link in a new tab, or paste it into the app.',
    unreachable: 'No host answers at {{host}}. Is it running, and are you on the same network?',
    hostFailed: 'This computer could not start to host. {{why}}',
    linkDuringCall: 'Leave this meeting before you open another invite link.',
  },
  tryAgain: 'Try again',
  roomFault: {
    missing: 'The room name is missing.',
    long: 'The room name may have at most {{most}} letters.',
    hidden: 'The room name may not contain control characters.',
  },
}

/** On Home and in the lobby. */
export const nameFault = {
  missing: 'The name is missing.',
  long: 'The name may have at most {{most}} letters.',
  hidden: 'The name may not contain control characters.',
}
