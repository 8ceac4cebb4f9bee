#!/usr/bin/env node
import packageJson from '../../../package.json' with { type: 'json' }
import { supervisor } from '../../../renderer/locales/en/system/supervisor.ts'
import { interpolate } from '../../../renderer/locales/interpolate.ts'
import { HostStartError } from '../web/HostStartError.ts'
import { mentionsNoSupervise } from '../config/mentionsNoSupervise.ts'
import { superviseHost } from '../supervisor/superviseHost.ts'
import { SupervisorChannel } from '../supervisor/SupervisorChannel.ts'

/** Exit codes: 0 done, 1 the host could not start or dies again and again, or none runs, 2 the command line is wrong. */
const USAGE_ERROR = 2

/**
 * What a supervisor does without is loaded once it is needed: libraries would take twice the memory that it needs.
 *
 * @returns the exit code; null for a host that goes on until a signal ends it.
 */
async function main(program: string, args: readonly string[]): Promise<number | null> {
  const [command, ...rest] = args
  if (command === '--version' || rest.includes('--version')) return say(packageJson.version)
  if (command === undefined || ['--help', '-h', 'help'].includes(command)) return help()
  if (command === 'links' || command === 'health') return aboutHost(command, rest)
  // Whatever the settings are.
  if (rest.includes('--help') || rest.includes('-h')) return help()
  if (command !== 'host')
    return complain([interpolate(supervisor.noCommand, { command: command.slice(0, 40) })])
  const watcher = SupervisorChannel.find()
  // The host itself says what is wrong with the settings.
  if (watcher === null && !mentionsNoSupervise(rest, process.env)) return superviseHost(program, args)
  const { loadHostConfig } = await import('../config/loadHostConfig.ts')
  const read = loadHostConfig(rest, process.env)
  switch (read.kind) {
    case 'help':
      return help()
    case 'invalid':
      return complain(read.problems)
    case 'config': {
      if (watcher === null && !read.config.noSupervise) return superviseHost(program, args)
      warn(read.warnings)
      const { hostCommand: runHost } = await import('./hostCommand.ts')
      await runHost(read, watcher)
      return null
    }
    default:
      return read satisfies never
  }
}

async function help(): Promise<number> {
  const { helpText: hostHelp } = await import('./helpText.ts')
  const { catalogue } = await import('../../../renderer/locales/catalogue.ts')
  return say(hostHelp(catalogue.t))
}

/** What concerns a host that runs already. */
async function aboutHost(command: 'links' | 'health', args: readonly string[]): Promise<number> {
  const run =
    command === 'links'
      ? (await import('./linksCommand.ts')).linksCommand
      : (await import('./healthCommand.ts')).healthCommand
  const { out, problems = [], code } = await run(args, process.env)
  if (out !== undefined) say(out)
  complain(problems)
  return code
}

function say(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return 0
}

function warn(sentences: readonly string[]): void {
  process.stderr.write(sentences.map((sentence) => `hearth: ${sentence}\n`).join(''))
}

function complain(problems: readonly string[]): number {
  warn(problems)
  return USAGE_ERROR
}

/** Why there is no host. */
async function sentenceFor(error: unknown): Promise<string> {
  if (!(error instanceof HostStartError)) return interpolate(supervisor.failed, { detail: String(error) })
  const { catalogue } = await import('../../../renderer/locales/catalogue.ts')
  return catalogue.t(`hostFailure.${error.code}`, { ...error.failure })
}

const [, program = '', ...args] = process.argv
main(program, args).then(
  (code) => {
    if (code !== null) process.exitCode = code
  },
  async (error: unknown) => {
    process.stderr.write(`hearth: ${await sentenceFor(error)}\n`)
    process.exit(1)
  },
)
