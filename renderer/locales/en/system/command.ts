import type { LinkProblem } from '../../../../protocol/inviteLink.ts'
import type { CertificateObjection } from '../../../../protocol/rest/operators.ts'

/** What people do to JSON that it does not take. */
export type JsonMistake =
  | 'extraComma'
  | 'noComma'
  | 'comment'
  | 'quotes'
  | 'backslash'
  | 'goesOn'
  | 'cutOff'
  | 'other'

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
  --version     show the version
  --help        show this text
`,
    badSwitch: '{{flag}} is switched on by true and off by false.',
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
       hearth links [--json]   prints the links of the host that runs here
       hearth health           says whether it can hold meetings`,
    room: 'room that the printed invite links lead to',
    config: 'JSON file with settings, keyed by the flags below without their dashes',
    help: 'prints this',
    environment: 'environment: {{variables}}',
    order:
      'A flag goes before its variable in the environment, that before the file, and that before the [default].',
    values: 'Durations are written as in 500ms, 30s, 2m; several values with commas between them.',
  },
  flags: {
    unknown: '{{flag}}: There is no such flag. See {{help}}.',
    unknownNear: '{{flag}}: There is no such flag. Did you mean --{{nearest}}?',
    noValue: '{{flag}} needs a value, as in {{flag}}=VALUE. See {{help}}.',
    twice: '{{flag}} is given twice, with two values. Give it once.',
    stray: '"{{word}}" belongs to no flag. See {{help}}.',
  },
  environment: {
    unknown: '{{variable}} is set in the environment, but is no setting and is left aside.',
    unknownNear:
      '{{variable}} is set in the environment, but is no setting and is left aside. Did you mean {{nearest}}?',
    ofService:
      '{{variables}}: Kubernetes or Docker sets this for a service called like Hearth. It is left aside.',
  },
  file: {
    ENOENT: 'There is no such file.',
    EACCES: 'This user may not read the file.',
    EISDIR: 'This is a folder. Name the file in it.',
    unreadable: 'The file cannot be read ({{code}}).',
    utf16: 'The file is saved as UTF-16. Save it as UTF-8.',
    not_utf8: 'The file is not saved as UTF-8. Save it so.',
    empty: 'The file is empty. Write {} where nothing is to be set.',
    noObject: 'The file is not a JSON object, as in { "port": 8443 }.',
    unknown: 'There is no such setting.',
    unknownNear: 'There is no such setting. Did you mean {{nearest}}?',
    twice: 'It stands in the file twice. Leave one of them out.',
    json: {
      extraComma: 'Something is missing before this bracket, or a comma is too many.',
      noComma: 'A comma is missing before this.',
      comment: 'JSON knows no comments. Take it out.',
      quotes: 'Names and texts stand in straight double quotes; true, false and null in small letters.',
      backslash: 'A backslash is written twice, as in "C:\\\\Hearth".',
      goesOn: 'The file goes on after the end of the object.',
      cutOff: 'The file ends too early: a bracket or a value is missing.',
      other: 'This is not valid JSON.',
    } satisfies Record<JsonMistake, string>,
  },
  path: {
    empty: 'A path is missing.',
    noHome: 'This user has no home folder that ~ could stand for. Write the whole path.',
    otherHome: '~ stands for your own home folder only, as in ~/hearth. Write the whole path.',
    variable: 'Variables are not filled in here. Write the whole path.',
    notAFile: 'This is no file of this computer. Write a path, as in /srv/hearth.',
  },
  noDataDir: 'This user has no home folder, so choose where the data goes: --data-dir or HEARTH_DATA_DIR.',
  valueNumber: '{{from}}, value {{number}}',
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
  health: {
    help: `Says whether the host that runs on this computer can hold meetings.

Usage: hearth health [--data-dir DIR] [--port N] [--config FILE]

  --data-dir DIR  the host's folder [~/.hearth]
                  environment: HEARTH_DATA_DIR
  --port N        which one, where several hosts share the folder
  --config FILE   the host's settings file, for its data-dir
  --help          prints this

It prints what /health says, and ends with 0 while the host can hold meetings; with 1 where it cannot or none runs, and with 2
where the command line is wrong.
`,
    noAnswer: 'The host does not answer: {{detail}}',
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
