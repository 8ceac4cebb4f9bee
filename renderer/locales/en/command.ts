import type { LinkProblem } from '../../../protocol/inviteLink.ts'
import type { CertificateObjection } from '../../../protocol/rest.ts'

/** What the command line says: `app` for the app itself, the rest for `hearth host`. */
export const command = {
  app: {
    help: `Usage: hearth [options] [invite link, or file with an invitation]

Opens Hearth. With an invite link, or a .hearth file that holds one, it asks to join that meeting.

  --room NAME   the room to fill in
  --name NAME   your name to fill in
  --host        host a meeting from this computer at once
  --port N      the port to host on (8443, or any free one where that is taken)
  --hidden      start without showing the window
  --help        show this text
`,
    seeHelp: '{{sentence}}. See hearth --help.',
    badValue: 'A value is not valid.',
    badPort: '--port takes a number from 0 to 65535; 0 means any free port.',
    oneLink: 'Give one invite link only.',
    linkProblem: {
      not_a_link: 'This is not an invite link: it should look like https://192.168.1.20:8443/?room=demo.',
      wrong_scheme: 'An invite link begins with https://.',
      bad_room: 'The room name in the invite link is not valid.',
      bad_fingerprint: 'The invite link is damaged: its fingerprint is incomplete.',
    } satisfies Record<LinkProblem, string>,
    runsAlready: 'Hearth runs already; its window comes to the front.',
    noSandbox:
      'Chromium’s sandbox is off, so Hearth was not started. Allow user namespaces on this system, or install the deb or rpm package. To go without it at your own risk, set HEARTH_NO_SANDBOX=true.',
    noWindow: 'The window could not be opened. {{detail}}',
  },
  help: {
    title: 'Hosts meetings without a window.',
    usage: `Usage: hearth host [--room NAME] [--config FILE] [flags]
       hearth links [--json]   prints the links of the host that runs here`,
    room: 'room that the printed invite links lead to',
    config: 'JSON file with settings, keyed by the flags below without their dashes',
    help: 'prints this',
    environment: 'environment: {{variables}}',
    order:
      'A flag goes before its variable in the environment, that before the file, and that before the [default].',
    values: 'Durations are written as in 500ms, 30s, 2m; several values with commas between them.',
  },
  hosting: 'Hearth is hosting. Join from the app or a browser.',
  here: 'This computer itself',
  hostLink: 'Host link, for you alone: whoever opens it leads the meeting',
  links: {
    help: `Prints the links of the host that runs on this computer.

Usage: hearth links [--json] [--data-dir DIR] [--port N] [--config FILE]

  --json          for scripts: {"guests": ["…"], "host": "…"}
  --data-dir DIR  the host's folder [~/.hearth]
                  environment: HEARTH_DATA_DIR
  --port N        which one, where several hosts share the folder
  --config FILE   the host's settings file, for its data-dir
  --help          prints this

It ends with 0; with 1 where no host runs, and with 2 where the command line is wrong.
`,
    none: 'No host runs with the folder {{folder}}.',
    several: 'Several hosts run here, on the ports {{ports}}. Choose one with --port.',
    unreadable: 'The folder {{folder}} cannot be read: {{detail}}',
    notKept: '"hearth links" will not work, since the links cannot be kept: {{detail}}',
  },
  stop: 'Stop with Ctrl+C.',
  outside: 'Reachable from outside the network now.',
  moved: 'The network has changed. These are the links now.',
  noNetwork: 'There is no network now. Links follow when there is one.',
  noMedia: 'No media worker could be started: chat works, sound and pictures do not.',
  refusedByBrowsers: 'Browsers will refuse this certificate. {{why}}',
  refused: {
    bad_name: 'It has a name with letters beyond A to Z.',
    no_names: 'It names no address (subjectAltName).',
    not_yet_valid: 'It is not valid yet.',
    expired: 'It has expired.',
    valid_too_long: 'It is valid for more than 825 days.',
    not_for_servers: 'It is not made for servers (serverAuth).',
    weak_key: 'Its key is too weak.',
    weak_signature: 'Its signature is outdated.',
  } satisfies Record<CertificateObjection, string>,
  notStoppedCleanly: 'The host has not stopped cleanly: {{detail}}',
}
