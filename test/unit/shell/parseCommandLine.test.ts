import { expect, test } from 'vitest'
import { parseCommandLine, type ShellOptions } from '../../../main/shell/launch/parseCommandLine.ts'

const FINGERPRINT = 'AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdE'
const LINK = `https://192.168.1.20:8443/?room=demo#fp=${FINGERPRINT}`
const nothing: ShellOptions = {
  room: null,
  name: null,
  host: false,
  port: null,
  hidden: false,
  link: null,
  file: null,
}

function options(...words: string[]): Partial<ShellOptions> | string {
  const read = parseCommandLine(words)
  return read.type === 'run' ? read.options : read.type === 'mistake' ? read.message : 'help'
}

test('without words nothing is asked for', () => {
  expect(options()).toEqual(nothing)
})

test('every option is read', () => {
  expect(options('--room', 'demo', '--name=Zoë 🦊', '--host', '--port', '0', LINK)).toEqual({
    room: 'demo',
    name: 'Zoë 🦊',
    host: true,
    hidden: false,
    port: 0,
    link: LINK,
    file: null,
  })
})

test.each(['invitation.hearth', '/home/zoë/Team.HEARTH', 'file:///home/a/Team%20standup.hearth'])(
  '%s is a file with an invitation, not yet read',
  (file) => {
    expect(options(file)).toEqual({ ...nothing, file })
  },
)

test.each(['hearth://192.168.1.20/?room=%00', `hearth://${'a'.repeat(10_000)}`])(
  'what the system opens is not refused here, where nobody would see it: %.40s',
  (link) => {
    expect(options(link)).toEqual({ ...nothing, link: link.slice(0, 4096) })
  },
)

test('a switch is also written with a value, and twice the same is said once', () => {
  expect(options('--host=yes', '--hidden=false', '--room=a', '--room', 'a')).toEqual({
    ...nothing,
    host: true,
    room: 'a',
  })
})

test('help and version are there whatever else is wrong', () => {
  expect(parseCommandLine(['--rom', '--port', 'x', '--help']).type).toBe('help')
  expect(parseCommandLine(['--version', 'demo'])).toEqual({
    type: 'version',
    text: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
  })
})

test('help is a text that names every option', () => {
  const read = parseCommandLine(['--help'])
  for (const option of ['--room', '--name', '--host', '--port', '--hidden', '--help'])
    expect(read).toHaveProperty('text', expect.stringContaining(option))
})

test.each([
  ['--no-sandbox'],
  ['--user-data-dir=/tmp/a b'],
  ['--enable-features=A,B'],
  ['--use-fake-device-for-media-stream'],
  ['--use-fake-ui-for-media-stream'],
  ['--use-file-for-fake-video-capture=/tmp/a.mjpeg'],
  ['--remote-debugging-port=0'],
  ['--inspect=0'],
  ['--disable-gpu'],
  ['--force-color-profile=srgb'],
  ['--ozone-platform=wayland'],
  ['--lang=de'],
  ['--v=1'],
  ['--kiosk'],
  ['--window-size=800,600'],
  ['--gpu-preferences=AAAA'],
  ['--language=de'],
  ['--a-switch-of-next-year'],
  ['-psn_0_12345'],
])("%s is Chromium's own", (word) => {
  expect(options(word, '--room', 'demo')).toEqual({ ...nothing, room: 'demo' })
})

test.each<[string[], string]>([
  [['--rom', 'demo'], '--rom: There is no such flag. Did you mean --room?'],
  [['--prot=8443'], '--prot: There is no such flag. Did you mean --port?'],
  [['—room', 'demo'], '—room: There is no such flag. Did you mean --room?'],
  [['-room', 'demo'], '-room: There is no such flag. Did you mean --room?'],
  [['-x'], '-x: There is no such flag. See hearth --help.'],
  [['--room'], '--room needs a value, as in --room=VALUE. See hearth --help.'],
  [['--room', '--host'], '--room needs a value, as in --room=VALUE. See hearth --help.'],
  [['--port', '1', '--port=2'], '--port is given twice, with two values. Give it once.'],
  [['--room', '  '], 'The room name is missing.'],
  [['--room', 'a'.repeat(65)], 'The room name may have at most 64 letters.'],
  [['--room', 'a'.repeat(10_000)], 'The room name may have at most 64 letters.'],
  [['--room', 'a\u0000b'], 'The room name may not contain control characters.'],
  [['--name', 'a\u0007b'], 'The name may not contain control characters.'],
  [['--host=perhaps'], '--host is switched on by true and off by false.'],
  [['--port', '65536'], '--port takes a number from 0 to 65535; 0 means any free port.'],
  [['--port', '-1'], '--port takes a number from 0 to 65535; 0 means any free port.'],
  [['--port=-1'], '--port takes a number from 0 to 65535; 0 means any free port.'],
  [['--port', '80.5'], '--port takes a number from 0 to 65535; 0 means any free port.'],
  [['--port', ''], '--port takes a number from 0 to 65535; 0 means any free port.'],
  [['demo'], 'This is not an invite link: it should look like https://192.168.1.20:8443/?room=demo.'],
  [['http://192.168.1.20/'], 'An invite link begins with https://.'],
  [['javascript:alert(1)'], 'An invite link begins with https://.'],
  [['https://a/?room=%00'], 'The room name in the invite link is not valid.'],
  [['https://a/#fp=abc'], 'The invite link is damaged: its fingerprint is incomplete.'],
  [[LINK, LINK], 'Give one invite link only.'],
])('%.80j is a mistake with a sentence', (words, message) => {
  expect(options(...words)).toBe(message)
})
