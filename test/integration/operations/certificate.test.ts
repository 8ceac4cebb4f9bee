import { once } from 'node:events'
import { X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HostStartError } from '../../../main/host/web/HostStartError.ts'
import { healthSchema } from '../../../protocol/rest/operators.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { SupervisedHost } from '../../fixtures/SupervisedHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'
import { type Identity, makeIdentity } from '../../fixtures/tlsServer.ts'

let folder: string
let stops: (() => Promise<void>)[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-configured-'))
  stops = [() => rm(folder, { recursive: true })]
})
afterEach(async () => {
  for (const stop of stops.toReversed()) await stop()
})

const tlsCert = () => join(folder, 'fullchain.pem')
const tlsKey = () => join(folder, 'privkey.pem')

async function put({ key, cert }: Identity): Promise<void> {
  await writeFile(tlsKey(), key)
  await writeFile(tlsCert(), cert)
}

/** The certificate that a newcomer is shown. */
function shown(base: string): Promise<string> {
  const { hostname, port } = new URL(base)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.toString() ?? '')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

const printed = ({ cert }: Identity) => new X509Certificate(cert).toString()

async function start(): Promise<RunningHost> {
  const host = await startHost({ tlsCert: tlsCert(), tlsKey: tlsKey() })
  stops.push(() => host.stop())
  return host
}

describe('a configured certificate', () => {
  it('is taken over while people meet, whose connections stay', async () => {
    const [first, second] = [await makeIdentity(), await makeIdentity()]
    await put(first)
    const host = await start()
    const ada = await TestClient.connect(host.base)
    await ada.join('demo', 'Ada')
    expect(await shown(host.base)).toBe(printed(first))

    await put(second)
    await host.host.renewCertificate()
    expect(await shown(host.base)).toBe(printed(second))
    await ada.request('chat.send', { text: 'still here' })
    const bob = await TestClient.connect(host.base)
    await bob.join('demo', 'Bob')
    expect(healthSchema.parse((await host.get('health')).body)).toMatchObject({ status: 'ok', people: 2 })
    await Promise.all([ada.close(), bob.close()])
  })

  it('that is broken leaves the last one in force and shows in /health', async () => {
    const first = await makeIdentity()
    await put(first)
    const host = await start()
    await writeFile(tlsCert(), first.cert.slice(0, 100))
    await host.host.renewCertificate()
    expect(await shown(host.base)).toBe(printed(first))
    const { status, body } = await host.get('health')
    expect([status, healthSchema.parse(body)]).toMatchObject([
      200,
      { status: 'degraded', reason: 'certificate', certificate: { problem: 'not_read' } },
    ])
  })

  it('that cannot be read at the start is named', async () => {
    const { key } = await makeIdentity()
    await put({ key, cert: (await makeIdentity()).cert })
    const failed = await startHost({ tlsCert: tlsCert(), tlsKey: tlsKey() }).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(HostStartError)
    expect(failed).toMatchObject({
      code: 'bad_certificate',
      message: expect.stringContaining('fullchain.pem'),
    })
  })

  it('is read anew on SIGHUP, which reaches the host through its supervisor', async () => {
    const [first, second] = [await makeIdentity(), await makeIdentity()]
    await put(first)
    const host = await SupervisedHost.start([
      '--tls-cert',
      tlsCert(),
      '--tls-key',
      tlsKey(),
      '--workers',
      '1',
    ])
    stops.push(() => host.clear())
    const pid = await host.pid()
    await put(second)
    host.program.kill('SIGHUP')
    await expect.poll(() => shown(host.base), { interval: 50 }).toBe(printed(second))
    expect(await host.pid(), 'without a restart').toBe(pid)
  })

  it('a SIGHUP that comes before the host runs waits for it', async () => {
    await put(await makeIdentity())
    const host = await SupervisedHost.begin(['--tls-cert', tlsCert(), '--tls-key', tlsKey()])
    stops.push(() => host.clear())
    const pid = await host.pid()
    host.program.kill('SIGHUP')
    await host.life(1)
    expect(await host.pid()).toBe(pid)
  })

  it('without one, SIGHUP ends both as it does elsewhere, also before the host runs', async () => {
    const host = await SupervisedHost.begin([])
    stops.push(() => host.clear())
    const pid = await host.pid()
    const ended = once(host.program, 'exit')
    host.program.kill('SIGHUP')
    expect(await ended).toEqual([null, 'SIGHUP'])
    await expect.poll(() => isAlive(pid)).toBe(false)
  })
})

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
