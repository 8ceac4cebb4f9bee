import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { consumersSchema } from '../../../protocol/wire/media/media.ts'
import { notifications } from '../../../protocol/wire/notifications.ts'
import type { MethodInput } from '../../../room/methods.ts'
import { getJson } from '../../fixtures/getJson.ts'
import { SupervisedHost } from '../../fixtures/SupervisedHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const hosts: SupervisedHost[] = []
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.clear()
})

async function start(...flags: readonly string[]): Promise<SupervisedHost> {
  const host = await SupervisedHost.start(['--workers', '1', ...flags])
  hosts.push(host)
  return host
}

/** Whether a process still runs. One that has ended may stand in the list until the system's first process looks. */
function lives(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

/** Somebody in the room, with connections for media and both tracks at the host's media worker. */
async function enter(base: string, name: string): Promise<TestClient> {
  const client = await TestClient.connect(base)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  await client.request('session.warm', { room: 'demo', rtpCapabilities })
  await client.join('demo', name)
  await client.request('media.produce', { tracks })
  return client
}

const tracks: MethodInput<'media.produce'>['tracks'] = [
  {
    source: 'microphone',
    muted: false,
    rtpParameters: {
      codecs: [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }],
      encodings: [{ ssrc: 4711 }],
    },
  },
  {
    source: 'camera',
    muted: false,
    rtpParameters: {
      codecs: [{ mimeType: 'video/VP8', payloadType: 96, clockRate: 90_000 }],
      encodings: [{ ssrc: 4712 }],
    },
  },
]

/** How many tracks of others the host has offered. */
function offeredTracks({ frames }: TestClient): number {
  const offers = frames.flatMap((frame) => {
    if ('method' in frame) return frame.method === 'media.consumers' ? [frame.params] : []
    const result = 'result' in frame ? frame.result : {}
    return 'snapshot' in result ? [result['consumers']] : []
  })
  return offers.reduce<number>((sum, offer) => sum + consumersSchema.parse(offer).consumers.length, 0)
}

/** What the host says last, and how it closes. */
async function goodbye(client: TestClient) {
  const closed = client.closed()
  const said = client.notification('host.stopping')
  const { retryAfterMs, reason } = notifications['host.stopping'].parse((await said).params)
  return { retryAfterMs, ...(await closed), reason }
}

const ended = { retryAfterMs: null, code: closeCodes.hostStopped, reason: 'The host has ended the meeting.' }
const restarting = { retryAfterMs: 2000, code: closeCodes.restarting, reason: 'The host is restarting.' }

describe('the supervisor', () => {
  it('has a host that is killed back on the same port with the same certificate, and people come back', async () => {
    const host = await start()
    const ada = await TestClient.connect(host.base)
    await ada.join('demo', 'Ada')
    const lost = ada.closed()
    const pid = await host.pid()
    process.kill(pid, 'SIGKILL')
    await lost
    await host.life(2)
    expect(host.links[1]).toBe(host.links[0])
    expect(await host.pid()).not.toBe(pid)
    expect(host.said).toBe('hearth: The host has died (SIGKILL) and is started again.\n')
    expect((await getJson(new URL('health', host.base))).status).toBe(200)
    const again = await TestClient.connect(host.base)
    await again.join('demo', 'Ada')
    await again.close()
  })

  // Four starts, one after the other.
  it('gives up a host that dies again and again, with a sentence and code 1', {
    timeout: 60_000,
  }, async () => {
    const host = await start()
    for (const life of [1, 2, 3, 4]) {
      await host.life(life)
      process.kill(await host.pid(), 'SIGKILL')
    }
    expect(await host.exit()).toBe(1)
    expect(host.said.match(/is started again\./g)).toHaveLength(3)
    expect(host.said).toMatch(/^hearth: The host has died several times within a minute and is not started/m)
  })

  it('leaves nothing behind when it is killed itself, and everyone is told', async () => {
    const host = await start()
    const ada = await enter(host.base, 'Ada')
    const processes = await host.processes()
    expect(processes.length).toBeGreaterThan(1)
    const told = goodbye(ada)
    host.program.kill('SIGKILL')
    expect(await told).toEqual(restarting)
    await expect.poll(() => processes.filter(lives)).toEqual([])
  })

  it('ends with a host that somebody has told to stop', async () => {
    const host = await start()
    process.kill(await host.pid(), 'SIGTERM')
    expect(await host.exit()).toBe(0)
    expect(host.said).toBe('')
  })

  it('is left out where the operator has one already', async () => {
    const host = await start('--no-supervise')
    host.program.kill('SIGKILL')
    await host.exit()
    await expect(getJson(new URL('health', host.base))).rejects.toThrow('ECONNREFUSED')
    expect(host.links).toHaveLength(1)
  })
})

describe('a host in a call of ten', () => {
  it.each([
    ['SIGTERM', restarting],
    ['SIGINT', ended],
  ] as const)('P-CLOSE-2 P-CLOSE-4 tells everyone on %s and ends', async (signal, expected) => {
    const host = await start()
    const people = []
    for (let number = 1; number <= 10; number += 1) people.push(await enter(host.base, `Person ${number}`))
    // Everyone's media is at the worker: each person receives two tracks of nine others.
    for (const one of people) await expect.poll(() => offeredTracks(one)).toBe(18)
    const visitor = await TestClient.connect(host.base)
    const processes = await host.processes()
    const told = Promise.all([...people, visitor].map((client) => goodbye(client)))
    host.program.kill(signal)
    const code = await host.exit()
    expect(await told).toEqual(Array.from({ length: 11 }, () => expected))
    expect(code).toBe(0)
    await expect.poll(() => processes.filter(lives)).toEqual([])
  })
})

// Ten seconds of hanging pass before it counts as one.
it('a host that hangs is noticed and started again on its port', { timeout: 60_000 }, async () => {
  const host = await start()
  const hung = await host.pid()
  // Its thread stands still, as it does in an endless loop.
  process.kill(hung, 'SIGSTOP')
  await host.life(2)
  expect(lives(hung)).toBe(false)
  expect(host.links[1]).toBe(host.links[0])
  expect(host.said).toContain('has not answered')
  await (await enter(host.base, 'Ada')).close()
})

describe('signals', () => {
  it("a terminal's Ctrl+C reaches supervisor and host, and counts once", async () => {
    const host = await start()
    const ada = await enter(host.base, 'Ada')
    const told = goodbye(ada)
    process.kill(-(host.program.pid ?? 0), 'SIGINT')
    expect(await told).toEqual(ended)
    expect(await host.exit()).toBe(0)
    expect(host.said).toBe('')
  })

  it.each([[[]], [['--no-supervise']]])(
    'a second one does not wait for a client that does not answer (%j)',
    async (flags) => {
      const host = await start(...flags)
      const deaf = await enter(host.base, 'Ada')
      deaf.socket.pause()
      // Two different ones: the system makes one of two equal ones that come at once.
      host.program.kill('SIGTERM')
      host.program.kill('SIGINT')
      expect(await host.exit()).toBe(1)
      deaf.socket.terminate()
    },
  )

  it('a client that does not answer, and one that has said nothing at all, do not keep the host', async () => {
    const host = await start()
    const deaf = await enter(host.base, 'Ada')
    deaf.socket.pause()
    const silent = connect(Number(new URL(host.base).port), '127.0.0.1')
    silent.on('error', () => undefined)
    await once(silent, 'connect')
    host.program.kill('SIGTERM')
    expect(await host.exit()).toBe(0)
    silent.destroy()
    deaf.socket.terminate()
  })
})
