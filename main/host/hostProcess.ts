import type { EventEmitter } from 'node:events'
import { type HostConfig, type HostToShell, shellToHostSchema } from '../../protocol/hostProcess/messages.ts'
import type { Stop } from '../../protocol/hostProcess/shutdown.ts'
import { createHost, type Host, type HostAddress } from './createHost.ts'
import { HostStartError } from './web/HostStartError.ts'
import { LinksFile } from './cli/LinksFile.ts'
import { loadHostConfig } from './config/loadHostConfig.ts'

/** The message port that Electron gives a utility process; plain Node has none. */
interface ParentPort extends EventEmitter {
  postMessage(message: HostToShell): void
}

/** The app lets its page say goodbye before it turns to the host. */
const APP_DECIDES_MS = 2000

/** The host as a process of its own beside the app's window: neither takes the other down. */
function serve(port: ParentPort): void {
  let host: Host | null = null
  let mayAnnounce = true
  let links: LinksFile | null = null

  function running(address: HostAddress): void {
    const { base, places, fingerprint, outside } = address
    void links?.keep(address)
    if (fingerprint === null) throw new HostStartError('no_identity')
    const media = (host?.status().workers.alive ?? 0) > 0
    port.postMessage({ type: 'running', base, fingerprint, places: [...places], media, outside })
  }

  async function start(config: HostConfig): Promise<void> {
    // What is set in the environment holds for the app's host too, but not against an administrator; the app knows the rest.
    const { decided } = config
    const read = loadHostConfig([], process.env, { olderVariables: false, decided })
    if (read.kind !== 'config') {
      const detail = read.kind === 'invalid' ? read.problems.join(' ') : ''
      port.postMessage({ type: 'failed', code: 'bad_config', detail })
      return
    }
    for (const warning of read.warnings) process.stderr.write(`hearth: ${warning}\n`)
    if (read.config.plainHttp) {
      const detail = 'The app hosts with https only. Plain http is for "hearth host" behind a proxy.'
      port.postMessage({ type: 'failed', code: 'bad_config', detail })
      return
    }
    const { dataDir, staticDir } = config
    links = new LinksFile(dataDir, null, (error) =>
      process.stderr.write(`hearth: The links cannot be kept. ${String(error)}\n`),
    )
    const starting = createHost(
      {
        ...read.config,
        dataDir,
        staticDir,
        port: config.port ?? 0,
      },
      running,
    )
    // An admin's word against it goes before the person's wish.
    starting.reachOutside(config.outside)
    starting.announce(config.announce && !read.config.noDiscovery)
    mayAnnounce = !read.config.noDiscovery
    try {
      const address = await starting.start()
      host = starting
      running(address)
    } catch (error) {
      await starting.stop()
      const failure = error instanceof HostStartError ? error.failure : { code: 'internal' as const }
      port.postMessage({ type: 'failed', ...failure })
    }
  }

  let stopping: Promise<void> | null = null
  const stop = (how: Stop) => {
    stopping ??= (host?.stop(how) ?? Promise.resolve()).then(() => {
      port.postMessage({ type: 'stopped' })
      process.exit(0)
    })
  }

  // A terminal's Ctrl+C and the end of a desktop's session reach the app and this process at once, and it is the app
  // that says what becomes of the meeting. Where it says nothing, only this process was meant: the app starts it again.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => setTimeout(() => stop('restarting'), APP_DECIDES_MS))
  }

  port.on('message', (event: { readonly data: unknown }) => {
    const parsed = shellToHostSchema.safeParse(event.data)
    if (!parsed.success) return
    const message = parsed.data
    switch (message.type) {
      case 'start':
        void start(message.config)
        break
      case 'stop':
        stop('ended')
        break
      case 'ping':
        port.postMessage({ type: 'pong' })
        break
      case 'announce':
        host?.announce(message.on && mayAnnounce)
        break
      case 'power':
        host?.tellPower(message.power)
        break
      case 'outside':
        host?.reachOutside(message.wish)
        break
      case 'people': {
        const { people = 0, rooms = 0 } = host?.status() ?? {}
        const others = host?.others() ?? 0
        port.postMessage({ type: 'people', id: message.id, people, rooms, others })
        break
      }
      default:
        message satisfies never
    }
  })
}

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort }
if (parentPort === undefined) {
  process.stderr.write('hearth: This program is started by the Hearth app. Use "hearth host" instead.\n')
  process.exit(2)
}
serve(parentPort)
