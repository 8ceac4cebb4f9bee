#!/usr/bin/env node
import { formatInviteLink } from '../../protocol/inviteLink.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { createHost } from './createHost.ts'
import { HostError } from './HostError.ts'
import { hostHelp } from './hostHelp.ts'
import { readHostConfig } from './readHostConfig.ts'

/** Exit codes: 0 done, 1 the host could not start, 2 the command line is wrong. */
const USAGE_ERROR = 2

async function main(args: readonly string[]): Promise<number | null> {
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
    case 'config':
      return run(read)
    default:
      return read satisfies never
  }
}

/** Hosts until a signal comes. A second signal does not wait for anybody. */
async function run({
  config,
  room,
}: Extract<ReturnType<typeof readHostConfig>, { kind: 'config' }>): Promise<null> {
  const host = createHost(config)
  const stop = () => {
    process.once('SIGINT', () => process.exit(1))
    process.once('SIGTERM', () => process.exit(1))
    void host.stop().then(() => process.exit(0))
  }
  const { base, lanBases, fingerprint } = await host.start()
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  const { workers } = host.status()
  if (workers.alive === 0) {
    process.stderr.write('No media worker could be started: chat works, sound and pictures do not.\n')
  }
  const links = [base, ...lanBases].map((address) => formatInviteLink({ base: address, room, fingerprint }))
  say(
    [
      'Hearth is hosting. Join from the app or a browser:',
      ...links.map((link) => `  ${link}`),
      'Stop with Ctrl+C.',
      '',
    ].join('\n'),
  )
  return null
}

function say(text: string): number {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return 0
}

function complain(problems: readonly string[]): number {
  process.stderr.write(problems.map((problem) => `hearth: ${problem}\n`).join(''))
  return USAGE_ERROR
}

main(process.argv.slice(2)).then(
  (code) => {
    // Null: the host goes on until a signal ends it.
    if (code !== null) process.exitCode = code
  },
  (error: unknown) => {
    const known = error instanceof HostError
    process.stderr.write(`hearth: ${known ? error.message : `The host has failed: ${String(error)}`}\n`)
    process.exit(1)
  },
)
