import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { INVITATION_EXTENSION } from '../../protocol/invitationFile.ts'
import { MAX_LINK_LENGTH, OWN_SCHEME, parseInviteLink } from '../../protocol/inviteLink.ts'
import { portSchema } from '../../protocol/hostMessages.ts'
import { type PersonName, personNameSchema, type RoomName, roomNameSchema } from '../../protocol/names.ts'
import { catalogue } from '../../renderer/locales/catalogue.ts'
import { isChromiumSwitch } from './chromiumSwitches.ts'

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
  | { readonly type: 'help'; readonly text: string }
  | { readonly type: 'mistake'; readonly message: string }

const { t } = catalogue

const flags = {
  room: { type: 'string' },
  name: { type: 'string' },
  host: { type: 'boolean' },
  hidden: { type: 'boolean' },
  port: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const

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

function readOptions(words: readonly string[]): ShellOptions | 'help' {
  const { values, positionals } = parseArgs({
    args: words.filter((word) => !isChromiumSwitch(word)),
    options: flags,
    allowPositionals: true,
  })
  if (values.help === true) return 'help'
  return {
    room: read(roomNameSchema, values.room),
    name: read(personNameSchema, values.name),
    host: values.host ?? false,
    port: readPort(values.port),
    hidden: values.hidden ?? false,
    ...readInvitation(positionals),
  }
}

/** Node's own sentence without the advice about `--` that follows it: nobody wants to open a file called `--rom`. */
function parseArgsSentence(error: Error): string {
  const sentence = error.message.split(/\. (?=To specify)|\n/)[0] ?? error.message
  return t('command.app.seeHelp', { sentence: sentence.replace(/\.$/, '') })
}

/**
 * Reads the app's own words of the command line; switches of Electron and Chromium are left to them.
 *
 * @param words what stands behind the program and, in development, behind the app's folder.
 */
export function parseCommandLine(words: readonly string[]): CommandLine {
  try {
    const options = readOptions(words)
    return options === 'help' ? { type: 'help', text: t('command.app.help') } : { type: 'run', options }
  } catch (error) {
    if (error instanceof Mistake) return { type: 'mistake', message: error.message }
    if (error instanceof TypeError) return { type: 'mistake', message: parseArgsSentence(error) }
    throw error
  }
}
