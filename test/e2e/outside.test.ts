import { afterAll, beforeAll, expect, test } from 'vitest'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { parseInviteLink } from '../../protocol/inviteLink.ts'
import { NamespaceLan, type Station } from '../fixtures/NamespaceLan.ts'
import { StationProgram } from '../fixtures/StationProgram.ts'

let lan: NamespaceLan
let routerStation: Station
let folder: string
beforeAll(async () => {
  lan = await NamespaceLan.create(1)
  const [first] = lan.others
  if (first === undefined) throw new Error('The network has no router.')
  routerStation = first
  await lan.routeThrough(routerStation)
  folder = await mkdtemp(join(tmpdir(), 'hearth-outside-'))
})
afterAll(async () => {
  await lan.close()
  await rm(folder, { recursive: true, force: true })
})

/** The built host on its computer, one worker and its spare. */
function startHost(...flags: string[]): { readonly host: ChildProcess; readonly said: Interface } {
  const [enter = '', ...words] = lan.host.within
  const cli = resolve(import.meta.dirname, '../../dist/main/cli.js')
  const own = ['--address', lan.host.address, '--port', '8443', '--media-port', '44300', '--workers', '1']
  const quiet = ['--data-dir', folder, '--no-supervise', '--no-discovery', '--log-format', 'json']
  const host = spawn(enter, [...words, process.execPath, cli, 'host', ...own, ...quiet, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (host.stdout === null) throw new Error('The host has no output to read.')
  return { host, said: createInterface({ input: host.stdout }) }
}

async function end(host: ChildProcess): Promise<void> {
  const exited = once(host, 'exit')
  host.kill('SIGTERM')
  await exited
}

const PORTS = ['tcp 8443', 'udp 44300', 'tcp 44300', 'udp 44301', 'tcp 44301']

test('a host asks its router for nothing but these ports, is reached by its outside address, and closes them', async () => {
  const { program: router } = await StationProgram.start(routerStation, 'natPmpRouter.ts', [
    routerStation.address,
    '203.0.113.7',
  ])
  const { host, said } = startHost('--map-ports')
  for (const port of PORTS) expect(await router.line()).toBe(`opened ${port}`)
  let link = ''
  for await (const line of said) {
    const read = parseInviteLink(line)
    if (read.ok) link = line.trim()
    if (read.ok && read.link.base.includes('203.0.113.7')) break
  }
  expect(parseInviteLink(link)).toMatchObject({
    ok: true,
    link: { base: 'https://203.0.113.7:9443/', others: [`https://${lan.host.address}:8443/`] },
  })
  await end(host)
  const closed: string[] = []
  while (closed.length < PORTS.length) closed.push(await router.line())
  expect(closed.toSorted()).toEqual(PORTS.map((port) => `closed ${port}`).toSorted())
  await router.stop()
})

test('a router that refuses is named as such, and the host goes on for its own network', async () => {
  const { program: router } = await StationProgram.start(routerStation, 'natPmpRouter.ts', [
    routerStation.address,
    '203.0.113.7',
    'refuses',
  ])
  const { host } = startHost('--map-ports')
  if (host.stderr === null) throw new Error('The host has no log to read.')
  let code = ''
  for await (const line of createInterface({ input: host.stderr })) {
    const entry = JSON.parse(line) as { readonly msg?: string; readonly code?: string }
    if (entry.msg !== 'the router does not lead here from outside') continue
    code = entry.code ?? ''
    break
  }
  expect(code).toBe('refused')
  await end(host)
  await router.stop()
})
