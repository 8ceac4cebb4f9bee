import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { serializeError } from '../../../main/observability/serializeError.ts'
import { formatLogLine } from '../../../main/observability/formatLogLine.ts'
import { APP_ORIGIN } from '../../../protocol/appOrigin.ts'
import { httpGet } from '../../fixtures/httpGet.ts'
import { keyIn } from '../../fixtures/keyIn.ts'
import { limits } from '../../../protocol/limits.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const root = resolve(import.meta.dirname, '../../..')
const token = 'correct-horse-battery'

let child: ChildProcess
let folder: string
let base: string
let lines: string[]
const looks = new Set<() => void>()

/** A host in a process of its own, run from its source; its log is on standard error. */
async function host(...flags: readonly string[]): Promise<void> {
  const own = [
    '--port',
    '0',
    '--media-port',
    '0',
    '--address',
    '127.0.0.1',
    '--workers',
    '1',
    '--no-supervise',
  ]
  const folders = ['--data-dir', folder, '--static-dir', join(root, 'renderer'), '--token', token]
  child = spawn(
    process.execPath,
    [join(root, 'main/host/cli/hearth.ts'), 'host', ...own, ...folders, ...flags],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  if (child.stdout === null || child.stderr === null) throw new Error('The host has no output.')
  createInterface({ input: child.stderr }).on('line', (line) => {
    lines.push(line)
    for (const look of looks) look()
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const [link] = /https:\S+/.exec(line) ?? []
    if (link === undefined) continue
    base = new URL('./', link).href
    return
  }
}

/** The first line that says so, present or to come. */
async function logged(words: string): Promise<string> {
  for (;;) {
    const found = lines.find((line) => line.includes(words))
    if (found !== undefined) return found
    await new Promise<void>((resolveNext) => {
      const look = () => {
        looks.delete(look)
        resolveNext()
      }
      looks.add(look)
    })
  }
}

beforeEach(async () => {
  lines = []
  folder = await mkdtemp(join(tmpdir(), 'hearth-logs-'))
})
afterEach(async () => {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await rm(folder, { recursive: true })
})

describe('the log', () => {
  it('tells what an operator needs, and nothing of what people say or are called', async () => {
    await host('--log-level', 'debug')
    const client = await TestClient.connect(base)
    await client.join('Salary talks', 'Ada Lovelace')
    await client.request('chat.send', { text: 'a secret message' })
    await httpGet(new URL('rooms?who=Lovelace', base), { Authorization: `Bearer ${token}` })
    await client.request('lobby.lock', { locked: true })
    await client.request('lobby.setPassword', { password: 'open sesame' })
    const guest = await TestClient.connect(base)
    const ringing = { room: 'Salary talks', name: 'Zoe Waits', password: 'open sesame' }
    await guest.request('lobby.knock', ringing)
    for (let number = 0; number < limits.passwordTries; number += 1)
      await guest.refusal('session.join', { ...ringing, protocol: 1, password: `guess ${number}` })
    const guessed = await logged('wrong passwords for a room')
    await client.request('lobby.lock', { locked: false })
    // The other address has to wait for its wrong passwords.
    const member = await TestClient.connect(base, { localAddress: '127.0.0.2' })
    const { peer: removed } = await member.request('session.join', {
      ...ringing,
      protocol: 1,
      name: 'Zoe Joins',
    })
    await client.request('roles.set', { peer: removed, role: 'attendee' })
    await client.request('moderation.remove', { peer: removed })
    await client.request('lobby.setPassword', { password: null })
    const owner = await TestClient.connect(base, { origin: APP_ORIGIN })
    await owner.join('Salary talks', 'Ada Owner')
    await owner.close()
    await client.request('session.leave', {})
    await Promise.all([client.close(), guest.close()])
    await logged('room closed')

    const [worker] = (await readFile(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')).split(' ')
    process.kill(Number(worker), 'SIGKILL')
    await logged('a media worker is not running')
    child.kill('SIGTERM')
    await once(child, 'exit')
    await logged('stopping')

    const records = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
    for (const { time, level, msg } of records) {
      expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(['debug', 'info', 'warn', 'error']).toContain(level)
      expect(msg).toMatch(/\w+/)
    }
    const of = (msg: string) => records.find((record) => record['msg'] === msg)
    const room = of('room opened')?.['room']
    expect(room).toMatch(/^[\w-]{8}$/)
    expect(of('client joined')).toMatchObject({
      level: 'info',
      room,
      session: expect.stringMatching(/^[\w-]{12}$/),
      peer: expect.any(String),
    })
    expect(records).toContainEqual(
      expect.objectContaining({
        msg: 'client left',
        room,
        reason: 'left',
        peer: of('client joined')?.['peer'],
      }),
    )
    expect(JSON.parse(guessed)).toMatchObject({ level: 'warn', room })
    expect(of('room closed')).toMatchObject({ room })
    expect(of('http request')).toMatchObject({ level: 'debug', request: expect.any(String), status: 200 })
    const by = of('client joined')?.['peer']
    expect(of('room locked')).toMatchObject({ level: 'info', room, by })
    expect(of('room unlocked')).toMatchObject({ room, by })
    expect(of('room password set')).toMatchObject({ room, by })
    expect(of('room password removed')).toMatchObject({ room, by })
    expect(of('role changed')).toMatchObject({ room, peer: removed, role: 'attendee' })
    expect(records).toContainEqual(
      expect.objectContaining({ msg: 'client left', room, peer: removed, reason: 'removed', by }),
    )
    const said = lines.join('\n')
    for (const secret of [
      'Salary',
      'Ada',
      'Lovelace',
      'secret',
      '127.0.0.1',
      token,
      'Zoe',
      'sesame',
      'guess ',
      'scrypt',
      await keyIn(folder),
    ])
      expect(said).not.toContain(secret)
  })

  it('says of each level what is asked for', async () => {
    await host('--log-level', 'warn')
    const client = await TestClient.connect(base)
    await client.join('demo', 'Ada')
    await httpGet(new URL('rooms', base), { 'X-Forwarded-For': '192.0.2.1' })
    expect(await logged('--trust-proxy')).toContain('"level":"warn"')
    expect(lines).toHaveLength(1)
    await client.close()
  })

  it('tells what was refused to pages of other origins, and not whose', async () => {
    await host()
    const refused = TestClient.connect(base, { origin: 'https://evil.example' })
    await expect(refused).rejects.toThrow('403')
    const line = await logged('of another origin')
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', times: 1 })
    expect(lines.join()).not.toContain('evil')
  })

  it('is for people where that is asked for', async () => {
    await host('--log-format', 'pretty')
    expect(await logged('hosting')).toMatch(/^\d\d:\d\d:\d\d\.\d{3} INFO {2}hosting port=\d+ /)
  })
})

test('nothing in a record can move the cursor or colour the screen', () => {
  const line = formatLogLine(
    {
      time: '2026-01-02T03:04:05.678Z',
      level: 'warn',
      msg: 'odd',
      session: '\u001b[2Jx\n\r',
      n: 1,
      o: { a: [1] },
    },
    false,
  )
  expect(line).toBe('03:04:05.678 WARN  odd session="\\u001b[2Jx\\n\\r" n=1 o={"a":[1]}\n')
})

test('an error leaves its quotes and addresses behind', () => {
  const parse = (text: string): unknown => JSON.parse(text)
  let error: unknown
  try {
    parse('hello Ada')
  } catch (caught) {
    error = caught
  }
  expect(JSON.stringify(serializeError(error))).not.toContain('Ada')
  const taken = Object.assign(new Error('listen EADDRINUSE: address already in use 192.168.1.20:8443'), {
    code: 'EADDRINUSE',
  })
  expect(serializeError(taken)).toMatchObject({
    code: 'EADDRINUSE',
    message: 'listen EADDRINUSE: address already in use …:8443',
  })
  expect(serializeError('Ada')).toEqual({ type: 'string', message: '' })
})
