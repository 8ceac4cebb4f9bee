#!/usr/bin/env node
import packageJson from '../../package.json' with { type: 'json' }
import { HostError } from './HostError.ts'
import { hostHelp } from './hostHelp.ts'
import { readHostConfig } from './readHostConfig.ts'
import { supervise } from './supervise.ts'
import { SupervisorLink } from './SupervisorLink.ts'

/** Exit codes: 0 done, 1 the host could not start or dies again and again, 2 the command line is wrong. */
const USAGE_ERROR = 2

/** @returns the exit code; null for a host that goes on until a signal ends it. */
async function main(program: string, args: readonly string[]): Promise<number | null> {
  const [command, ...rest] = args
  if (command === '--version') return say(packageJson.version)
  if (command === undefined || command === '--help' || command === '-h') return say(hostHelp())
  if (command !== 'host')
    return complain([`There is no command "${command.slice(0, 40)}". See hearth --help.`])
  const read = readHostConfig(rest, process.env)
  switch (read.kind) {
    case 'help':
      return say(hostHelp())
    case 'invalid':
      return complain(read.problems)
    case 'config': {
      const supervisor = SupervisorLink.find()
      if (supervisor === null && !read.config.noSupervise)
        return supervise(program, args, read.config.tlsCert !== undefined)
      // The supervisor's own process does without all of this.
      const { runHost } = await import('./runHost.ts')
      await runHost(read, supervisor)
      return null
    }
    default:
      return read satisfies never
  }
}

function say(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return 0
}

function complain(problems: readonly string[]): number {
  process.stderr.write(problems.map((problem) => `hearth: ${problem}\n`).join(''))
  return USAGE_ERROR
}

const [, program = '', ...args] = process.argv
main(program, args).then(
  (code) => {
    if (code !== null) process.exitCode = code
  },
  (error: unknown) => {
    const known = error instanceof HostError
    process.stderr.write(`hearth: ${known ? error.message : `The host has failed: ${String(error)}`}\n`)
    process.exit(1)
  },
)
