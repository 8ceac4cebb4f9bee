import { z } from 'zod'
import packageJson from '../../../package.json' with { type: 'json' }
import { INVITATION_EXTENSION } from '../../../protocol/inviteFile.ts'
import { MAX_LINK_LENGTH, OWN_SCHEME, parseInviteLink } from '../../../protocol/inviteLink.ts'
import { portSchema } from '../../../protocol/hostProcess/messages.ts'
import { type PersonName, personNameSchema, type RoomName, roomNameSchema } from '../../../protocol/names.ts'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import { type FlagKind, readFlags } from '../../commandLine/readFlags.ts'
import { isChromiumSwitch } from './isChromiumSwitch.ts'

export interface ShellOptions {
  readonly room: RoomName | null
  readonly name: PersonName | null
  /** Host at once, without a click. */
  readonly host: boolean
  readonly port: number | null
  /** Without showing the window, as at login. */
  readonly hidden: boolean
  /** An invite link: known to be one, but for what begins with `hearth:`, which the system has opened. */
  readonly link: string | null
  /** The path of an invitation that was saved as a file; not yet read. */
  readonly file: string | null
}

export type CommandLine =
  | { readonly type: 'run'; readonly options: ShellOptions }
  | { readonly type: 'help' | 'version'; readonly text: string }
  | { readonly type: 'mistake'; readonly message: string }

const { t } = catalogue
const HELP = 'hearth --help'

const flagKinds: Readonly<Record<string, FlagKind>> = {
  room: 'value',
  name: 'value',
  host: 'switch',
  hidden: 'switch',
  port: 'value',
  version: 'switch',
}

/** A mistake in the command line, on its way to the person. */
class Mistake extends Error {}

function read<Schema extends z.ZodType>(schema: Schema, text: string | undefined): z.output<Schema> | null {
  if (text === undefined) return null
  const parsed = schema.safeParse(text)
  if (!parsed.success) throw new Mistake(parsed.error.issues[0]?.message ?? t('command.app.badValue'))
  return parsed.data
}

function readPort(text: string | undefined): number | null {
  if (text === undefined) return null
  const port = /^\d{1,5}$/.test(text) ? portSchema.safeParse(Number(text)) : null
  if (port?.success !== true) throw new Mistake(t('command.app.badPort'))
  return port.data
}

function readInvitation(words: readonly string[]): Pick<ShellOptions, 'link' | 'file'> {
  const [word, second] = words
  if (second !== undefined) throw new Mistake(t('command.app.oneLink'))
  if (word === undefined) return { link: null, file: null }
  // What the system opens is opened by a click: whoever clicked looks at a window, and not at a command line.
  if (OWN_SCHEME.test(word)) return { link: word.slice(0, MAX_LINK_LENGTH), file: null }
  const answer = parseInviteLink(word)
  if (answer.ok) return { link: word, file: null }
  if (word.toLowerCase().endsWith(INVITATION_EXTENSION)) return { link: null, file: word }
  throw new Mistake(t(`command.app.linkProblem.${answer.problem}`))
}

function readOptions(words: readonly string[]): ShellOptions | 'help' | 'version' {
  const ours = words.filter((word) => !isChromiumSwitch(word))
  const { values, words: links, problems } = readFlags(ours, flagKinds)
  if (values.has('help')) return 'help'
  if (values.has('version')) return 'version'
  // Chromium knows thousands of switches, and new ones with every version: only what looks like one of ours is a mistake.
  const problem = problems.find(({ code, flag }) => code !== 'unknown' || !flag.startsWith('--'))
  if (problem !== undefined) throw new Mistake(t(`command.flags.${problem.code}`, { ...problem, help: HELP }))
  const text = (name: string) => {
    const value = values.get(name)
    return typeof value === 'string' ? value : undefined
  }
  return {
    room: read(roomNameSchema, text('room')),
    name: read(personNameSchema, text('name')),
    host: isOn('host', values.get('host')),
    port: readPort(text('port')),
    hidden: isOn('hidden', values.get('hidden')),
    ...readInvitation(links),
  }
}

function isOn(name: string, value: unknown): boolean {
  if (value === undefined || value === true) return value === true
  const on = z.stringbool().safeParse(value)
  if (!on.success) throw new Mistake(t('command.app.badSwitch', { flag: `--${name}` }))
  return on.data
}

/**
 * Reads the app's own words of the command line; switches of Electron and Chromium are left to them.
 *
 * @param words what stands behind the program and, in development, behind the app's folder.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  try {
    const options = readOptions(words)
    switch (options) {
      case 'help':
        return { type: 'help', text: t('command.app.help') }
      case 'version':
        return { type: 'version', text: `${packageJson.version}\n` }
      default:
        return { type: 'run', options }
    }
  } catch (error) {
    if (error instanceof Mistake) return { type: 'mistake', message: error.message }
    throw error
  }
}
