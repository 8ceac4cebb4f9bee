import type { HostFailureCode } from '../../../../protocol/hostProcess/hostFailure.ts'

export const invite = {
  title: 'Invite people',
  button: 'Invite',
  forWhom: 'Who is the link for?',
  for: {
    name: 'People on this network',
    lan: 'People on this network',
    otherLan: 'People on another network of this computer',
    ipv6: 'People on this network, by IPv6',
    outside: 'People outside this network',
    tunnel: 'People on the same VPN',
    virtual: 'Containers and virtual machines on this computer',
    known: 'Whoever reaches this host',
    ownComputer: 'Programs on this computer',
  },
  text: {
    name: 'Anyone who knows this name opens the link in a browser, or pastes it into Hearth.',
    lan: 'Anyone on your network opens this link in a browser, or pastes it into Hearth.',
    otherLan: 'Anyone on that other network opens this link in a browser, or pastes it into Hearth.',
    ipv6: 'Anyone on your network opens this link in a browser, or pastes it into Hearth. It needs IPv6 at both ends.',
    outside:
      'Anyone on the internet opens this link in a browser, or pastes it into Hearth. From inside your network it may lead nowhere: browsers here need the other link.',
    tunnel: 'Anyone who is connected to the same VPN opens this link in a browser, or pastes it into Hearth.',
    virtual: 'Only programs on this computer reach this address. Nobody else does.',
    known: 'Anyone who reaches this host opens the link in a browser, or pastes it into Hearth.',
    ownComputer: 'The link opens on this computer only.',
  },
  further: 'More addresses of this computer',
  appFindsAll: 'A browser opens the one address that the link begins with. The Hearth app tries them all.',
  link: 'Invite link',
  copy: 'Copy link',
  copied: 'Copied',
  copyInvitation: 'Copy invitation',
  saveFile: 'Save as a file',
  invitation: 'Join “{{room}}” in Hearth: {{link}}',
  invitationWarning:
    'My computer hosts this meeting, so a browser does not know it and warns once: choose “Advanced”, then go on. To be sure that it is mine, compare the words behind “About this connection” with these: {{words}}. The Hearth app opens the link without a warning.',
  invitationPassword: 'The meeting has a password, which I tell you separately.',
  password:
    'This meeting has a password. It is not in the link or the invitation: tell it to people yourself.',
  copyPassword: 'Copy password',
  words: 'Words of this host, to read out to whoever asks',
  copyFailed: 'Copying did not work. Select the link and copy it yourself.',
  qr: 'QR code of the invite link',
  qrFor: 'QR code of the invite link: {{forWhom}}',
  noNetwork: 'This computer is on no network. The link works on this computer only.',
  warning:
    'A browser that does not know this host warns once; the link proves to the app that it is the right one.',
}

export const hosting = {
  starting: 'Starting to host…',
  stopTitle: 'Stop hosting?',
  stopText_one: '{{count}} person is in a meeting on this computer. It ends for everyone.',
  stopText_other: '{{count}} people are in meetings on this computer. They end for everyone.',
  stop: 'Stop hosting',
  leaveTitle: 'Leave, or end the meeting?',
  leaveText:
    'This computer hosts the meeting. Leave and keep hosting, and the others go on without you; stop hosting, and it ends for everyone.',
  leaveOnly: 'Leave and keep hosting',
  endForAll: 'Stop hosting for everyone',
  cancel: 'Cancel',
}

/** Why this computer does not host; `detail` is what the system says. */
export const hostFailure = {
  port_taken: 'Port {{port}} is in use by another program. Choose another port.',
  port_forbidden: 'This user may not open port {{port}}. Choose one above 1023.',
  no_such_address: 'This computer does not have the address to listen on.',
  cannot_listen: 'Port {{port}} cannot be opened. ({{detail}})',
  no_identity: 'The host’s certificate cannot be read or made. ({{detail}})',
  bad_certificate: 'The certificate that is set for the host cannot be used. ({{detail}})',
  bad_config: 'The configuration of the host is not right. ({{detail}})',
  host_exited: 'The host ended while it was starting. Try again; if it keeps failing, reinstall Hearth.',
  start_timeout: 'The host did not start in time. Try again; if that fails too, restart the computer.',
  host_crashed:
    'The host stopped unexpectedly several times. Start it again; if it keeps failing, restart Hearth.',
  worker_altered:
    'Hearth’s media server is not the one that came with it: it is damaged, or somebody has changed it. It was not started. Install Hearth again.',
  turned_off: 'Your organisation has turned this off.',
  internal: 'Something went wrong. Try again.',
} satisfies Record<HostFailureCode, string>

export const trust = {
  unknownTitle: 'Is this the right host?',
  unknownText:
    'You have not met {{host}} before, and the link carries no proof. Ask the person who hosts to read out the words of their host, and compare.',
  words: 'Words to compare',
  fingerprint: 'Fingerprint',
  trust: 'Trust this host',
  cancel: 'Cancel',
  changedTitle: 'This is not the host you know',
  changedText:
    '{{host}} shows another certificate than before. Someone may be listening in, or the host was set up anew. Hearth does not connect.',
  linkText:
    'The link names another key than the one you know, for {{host}} or another of its addresses. Hearth contacted nobody.',
  changedWhat:
    'Ask the person who hosts, by another way. If the host was set up anew, or its address is another computer’s now, choose Forget rooms and hosts on the first screen, and open a fresh invite link.',
  expected: 'Expected',
  found: 'Found',
  back: 'Back',
}
