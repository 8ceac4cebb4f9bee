import { catalogue } from '../../../renderer/locales/catalogue.ts'
import type { Stop } from '../../../protocol/hostProcess/shutdown.ts'
import { createHost } from '../createHost.ts'
import type { LoadedHostConfig } from '../config/loadHostConfig.ts'
import type { SupervisorChannel } from '../supervisor/SupervisorChannel.ts'
import type { HostLinks } from './hostLinks.ts'
import { LinksFile } from './LinksFile.ts'
import { newsText, startupMessage } from './startupMessage.ts'

type HostCommand = Extract<LoadedHostConfig, { kind: 'config' }>

/**
 * Hosts until a signal comes: SIGINT ends the meetings, SIGTERM comes from what may start the host again. A second
 * signal does not wait for anybody.
 *
 * @throws HostStartError where the host cannot start.
 */
export async function hostCommand(
  { config, room }: Pick<HostCommand, 'config' | 'room'>,
  supervisor: SupervisorChannel | null,
): Promise<void> {
  const { t } = catalogue
  // Whoever read the links, such as `head`, may be gone: a meeting does not end for what nobody reads.
  process.stdout.on('error', () => undefined)
  const file = new LinksFile(config.dataDir, room, (error) => {
    process.stderr.write(`hearth: ${t('command.links.notKept', { detail: String(error) })}\n`)
  })
  let told: HostLinks | null = null
  const host = createHost({ ...config, port: supervisor?.port ?? config.port }, (now) => {
    void file.keep(now).then((links) => {
      if (told !== null) process.stdout.write(newsText(t, told, links))
      told = links
    })
  })
  let stopping = false
  const stop = (how: Stop) => {
    if (stopping) return
    stopping = true
    host.stop(how).then(
      () => process.exit(0),
      (error: unknown) => {
        const sentence = t('command.notStoppedCleanly', { detail: String(error) })
        process.stderr.write(`hearth: ${sentence}\n`)
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
    process.stderr.write(`${t('command.noMedia')}\n`)
  }
  const { problem, objections = [] } = host.status().certificate ?? {}
  if (problem === 'refused') {
    const why = objections.map((one) => t(`command.refused.${one}`)).join(' ')
    process.stderr.write(`${t('command.refusedByBrowsers', { why })}\n`)
  }
  told = await file.keep(address)
  process.stdout.write(startupMessage(t, told))
}
