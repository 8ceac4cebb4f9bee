export const settings = {
  title: 'Settings',
  search: 'Find a setting',
  nothingFound: 'No setting has these words.',
  notKept: 'The setting could not be kept. Is the disk full?',
  managed: 'Managed by your organisation',
  taken: 'Another program has this key, so it does nothing here. Choose another one.',
  section: {
    look: 'Look',
    desktop: 'On this computer',
    keys: 'Keys for the whole system',
    outside: 'Guests from outside your network',
    call: 'In a call',
    organisation: 'Decided by your organisation',
  },
  label: {
    theme: 'Colours',
    closeToTray: 'Stay in a call when the window is closed',
    startAtLogin: 'Start Hearth when I log in',
    notifications: 'Show notifications',
    muteKey: 'Mute key',
    talkKey: 'Talk key',
    updateFeed: 'Update feed',
    mapPorts: 'Open ports on the router while I host',
    iceServers: 'STUN and TURN servers',
  },
  hint: {
    theme: 'Light, dark, or as the system is.',
    closeToTray:
      'During a call, or while this computer hosts, the window goes away and Hearth stays beside the clock.',
    startAtLogin: 'It stays out of sight until you need it.',
    notifications:
      'When another window is in front: new messages, who joins a meeting that you host, and meetings that begin on hosts you know.',
    muteKey: 'Mutes and unmutes from any program.',
    talkKey: 'While muted: press to talk, press again to stop, from any program.',
    updateFeed:
      'An address that is asked for new versions when Hearth shows its first screen. Without one, nobody is asked.',
    mapPorts:
      'Off, only people on your network get here. On, everybody on the internet who has the link, or tries your address, reaches the ports listed here. They are closed when you stop hosting.',
    iceServers:
      'For guests whose networks let no direct connection through. Each is asked by everybody in your meetings: a STUN server learns their addresses; a TURN server also passes on sound and pictures, which it cannot see into. Empty: nobody outside is asked anything.',
  },
  /** Other words that people look for. */
  words: {
    theme: 'theme dark mode light mode appearance night',
    closeToTray: 'tray close background minimise quit',
    startAtLogin: 'autostart startup boot launch',
    notifications: 'alerts messages popups chat',
    muteKey: 'hotkey shortcut global microphone unmute',
    talkKey: 'push to talk hotkey shortcut global microphone',
    updateFeed: 'version upgrade automatic autoupdate',
    mapPorts: 'internet upnp nat-pmp port forwarding router remote',
    iceServers: 'ice relay coturn nat internet remote',
    letters: 'keyboard hotkey letters',
  },
  theme: { system: 'As the system', light: 'Light', dark: 'Dark' },
  notAFeed: 'This is not an address: it begins with https://.',
  iceServersForm:
    'As in stun:stun.example.org:3478, turn:user:password@turn.example.org:3478, or turn::secret@turn.example.org:3478 with a secret that the server shares. With spaces between, and @ in a password as %40.',
  outside: {
    off: 'Nothing of this computer can be reached from outside by Hearth’s doing.',
    notHosting: 'Nothing is open now. The router is asked when you begin to host.',
    asking: 'Asking the router…',
    open: 'Open now at {{address}}, to everybody on the internet:',
    pages: 'The page that guests load; joining, chat, and who is in which meeting.',
    media: 'Sound and pictures, encrypted, for those who have joined.',
    link: 'Invite links have this address too. Whoever knows a room’s name can enter it.',
    failed: {
      no_router:
        'No router answers. It may have this switched off: look there for “UPnP”, “NAT-PMP” or “PCP”.',
      refused:
        'The router does not open the ports. Another computer may have them, or the router does not allow it.',
      no_public_address:
        'Your router has no address of the internet: your provider, or another router, stands before it. Ports cannot be opened from here.',
    },
  },
  noKey: 'None',
  pressKeys: 'Press the keys…',
  removeKey: 'Remove',
  policy: {
    off: {
      hosting: 'Hosting from this computer is turned off.',
      effects: 'Backgrounds and noise suppression are turned off.',
      screenShare: 'Sharing the screen is turned off.',
    },
    port: 'Meetings here are hosted on port {{port}}.',
    mediaPort: 'Sound and pictures use ports from {{port}} on.',
    hosts_one: '{{count}} host is offered on Home.',
    hosts_other: '{{count}} hosts are offered on Home.',
    code: '({{code}})',
    problem: {
      policy_unreadable:
        'The policy of this computer cannot be read, so everything that it could turn off is turned off. Ask your administrator.',
      policy_empty:
        'The policy of this computer is empty, so everything that it could turn off is turned off. Ask your administrator.',
      policy_utf16:
        'The policy of this computer is saved as UTF-16 and must be UTF-8, so everything that it could turn off is turned off. Ask your administrator.',
      policy_not_json:
        'The policy of this computer is no valid JSON, so everything that it could turn off is turned off. Ask your administrator.',
      policy_unknown_key:
        'The policy of this computer has a name that Hearth does not know, “{{key}}”, so everything that it could turn off is turned off. Ask your administrator.',
      policy_bad_value:
        'The policy of this computer has a wrong value for “{{key}}”, so that is turned off. Ask your administrator.',
    },
  },
}
