import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { turnCredential } from '../../main/outside/turnCredential.ts'
import { lastingPort } from '../fixtures/lastingPort.ts'
import { TurnClient } from '../fixtures/TurnClient.ts'

const SECRET = 'a secret that a host shares with it'
let folder: string
let server: ChildProcess
let port: number

/** A real coturn with the very configuration of deploy/. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-turn-'))
  port = await lastingPort()
  const file = join(folder, 'turnserver.conf')
  const text = await readFile(resolve(import.meta.dirname, '../../deploy/turnserver.conf'), 'utf8')
  await writeFile(file, text.replace('static-auth-secret=SECRET', `static-auth-secret=${SECRET}`))
  const here = ['--listening-ip', '127.0.0.1', '--relay-ip', '127.0.0.1', '--relay-ip', '::1']
  const own = ['--listening-port', String(port), '--log-file', 'stdout', '--simple-log']
  const kept = ['--pidfile', join(folder, 'turnserver.pid'), '--userdb', join(folder, 'turndb')]
  server = spawn('turnserver', ['-c', file, ...here, ...own, ...kept], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (server.stdout === null) throw new Error('coturn says nothing.')
  for await (const line of createInterface({ input: server.stdout }))
    if (/SQLite DB connection success/.test(line)) break
  server.stdout.resume()
})
afterAll(async () => {
  const exited = once(server, 'exit')
  server.kill('SIGTERM')
  await exited
  await rm(folder, { recursive: true, force: true })
})

const INSIDE = {
  ipv4: [
    ...['0.0.0.0', '10.0.0.1', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.16.0.1', '172.31.255.254'],
    ...[
      '192.0.0.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '224.0.0.251',
      '240.0.0.1',
      '255.255.255.255',
    ],
  ],
  ipv6: [
    ...['::', '::1', '::7f00:1', '::a00:1', '::c0a8:101', '::ffff:7f00:1', '::ffff:a00:1', '::ffff:c0a8:101'],
    ...[
      '::ffff:0:a00:1',
      '64:ff9b::a00:1',
      '64:ff9b:1::a00:1',
      '2001::a00:1',
      '2002:a00:1::',
      '2002:7f00:1::1',
    ],
    ...['fc00::1', 'fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1', 'ff0e::1'],
  ],
} as const
const OUTSIDE = { ipv4: '198.51.100.7', ipv6: '2a00:1450::7' } as const

it.each(['ipv4', 'ipv6'] as const)(
  'P-TURN-2 the example of a TURN server leads to no inner address, however it is written: %s',
  async (family) => {
    const client = await TurnClient.allocate(port, turnCredential(SECRET, Date.now(), 'ada'), family)
    try {
      const answers: [string, number | null][] = []
      for (const address of INSIDE[family]) answers.push([address, await client.permission(address)])
      expect(answers).toEqual(INSIDE[family].map((address) => [address, 403]))
      expect(await client.permission(OUTSIDE[family])).toBeNull()
    } finally {
      client.close()
    }
  },
)

it('P-TURN-2 a credential lets nobody in once its hour is over', async () => {
  const anHourAgo = Date.now() - 61 * 60 * 1000
  const old = TurnClient.allocate(port, turnCredential(SECRET, anHourAgo, 'ada'), 'ipv4')
  await expect(old).rejects.toThrow('401')
})
