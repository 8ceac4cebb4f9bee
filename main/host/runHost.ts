import { formatInviteLink } from '../../protocol/inviteLink.ts'
import type { Stop } from '../signaling/goodbyes.ts'
import { createHost, type HostAddress } from './createHost.ts'
import type { ReadHostConfig } from './readHostConfig.ts'
import type { SupervisorLink } from './SupervisorLink.ts'

type HostCommand = Extract<ReadHostConfig, { kind: 'config' }>

/**
 * Hosts until a signal comes: SIGINT ends the meetings, SIGTERM comes from what may start the host again. A second
 * signal does not wait for anybody.
 *
 * @throws HostError where the host cannot start.
 */
export async function runHost(
  { config, room }: HostCommand,
  supervisor: SupervisorLink | null,
): Promise<void> {
  const host = createHost({ ...config, port: supervisor?.port ?? config.port }, (changed) => {
    if (changed.outside.state === 'open') process.stdout.write(fromOutside(changed, room))
  })
  let stopping = false
  const stop = (how: Stop) => {
    if (stopping) return
    stopping = true
    host.stop(how).then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`hearth: The host has not stopped cleanly: ${String(error)}\n`)
        process.exit(1)
      },
    )
  }
  const signalled = (how: Stop) => {
    // A terminal sends Ctrl+C to the supervisor as well, and it is the supervisor who does not wait any longer.
    if (stopping && supervisor === null) process.exit(1)
    stop(how)
  }
  process.on('SIGINT', () => signalled('ended'))
  process.on('SIGTERM', () => signalled('restarting'))
  // Without a certificate to read anew it means what it always has: the terminal is gone.
  const takesHangup = config.tlsCert !== undefined
  if (takesHangup) process.on('SIGHUP', () => void host.renewCertificate())
  supervisor?.onStop(stop)

  const address = await host.start()
  supervisor?.running({ port: address.port, takesHangup })
  if (host.status().workers.alive === 0) {
    process.stderr.write('No media worker could be started: chat works, sound and pictures do not.\n')
  }
  process.stdout.write(welcome(address, room))
}

/** The router was asked meanwhile, and leads here. */
function fromOutside({ lanBases, fingerprint }: HostAddress, room: HostCommand['room']): string {
  const [base, ...others] = lanBases.toReversed()
  if (base === undefined) return ''
  const link = formatInviteLink({ base, room, fingerprint, others })
  return `Reachable from outside the network now:\n  ${link}\n\n`
}

function welcome({ base, lanBases, fingerprint }: HostAddress, room: HostCommand['room']): string {
  const links = [base, ...lanBases].map((address) =>
    // Loopback means another computer everywhere else.
    formatInviteLink({
      base: address,
      room,
      fingerprint,
      others: address === base ? [] : lanBases.filter((other) => other !== address),
    }),
  )
  return [
    'Hearth is hosting. Join from the app or a browser:',
    ...links.map((link) => `  ${link}`),
    'Stop with Ctrl+C.',
    '',
    '',
  ].join('\n')
}
