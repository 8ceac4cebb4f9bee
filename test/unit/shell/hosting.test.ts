import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { HostProcess } from '../../../main/shell/hosting/HostProcess.ts'
import { HostSupervisor } from '../../../main/shell/hosting/HostSupervisor.ts'
import { hostEnvironment } from '../../../main/shell/hosting/hostEnvironment.ts'
import { RestartBudget } from '../../../main/supervision/RestartBudget.ts'
import type { HostToShell, ShellToHost } from '../../../protocol/hostProcess/messages.ts'
import type { HostingState } from '../../../protocol/ipc/ipc.ts'

const silent = { info: () => {}, warn: () => {} }
const facts = {
  fingerprint: 'A'.repeat(43),
  places: [{ base: 'https://192.168.1.5:8443/', over: 'lan' as const }],
  media: true,
  outside: { state: 'off' as const },
}

/** A host's process as the shell sees it, played by the test. */
class PlayedHost implements HostProcess {
  readonly received: ShellToHost[] = []
  killed = false
  hangs = false
  #onMessage: (message: unknown) => void = () => {}
  #onExit: (code: number) => void = () => {}
  post(message: ShellToHost): void {
    if (message.type !== 'ping') this.received.push(message)
    else if (!this.hangs) this.say({ type: 'pong' })
  }
  kill(): void {
    this.killed = true
    this.exit()
  }
  onMessage(listener: (message: unknown) => void): void {
    this.#onMessage = listener
  }
  onExit(listener: (code: number) => void): void {
    this.#onExit = listener
  }
  say(message: HostToShell): void {
    this.#onMessage(message)
  }
  sayAnything(message: unknown): void {
    this.#onMessage(message)
  }
  exit(): void {
    this.#onExit(1)
  }
  runs(port = 8443): void {
    this.say({ type: 'running', base: `https://127.0.0.1:${port}/`, ...facts })
  }
  get askedPort(): number | null | undefined {
    const start = this.received.find((message) => message.type === 'start')
    return start?.config.port
  }
}

/** Lets everything happen that needs no time. */
const nothingPending = () => vi.advanceTimersByTimeAsync(0)

function play(port: number | null = null, allowed = true) {
  const hosts: PlayedHost[] = []
  const announced: HostingState[] = []
  const supervisor = new HostSupervisor({
    fork: () => {
      const host = new PlayedHost()
      hosts.push(host)
      return host
    },
    allowed,
    dataDir: '/data',
    staticDir: '/static',
    port,
    announce: (state) => announced.push(state),
    log: silent,
  })
  /** The newest process, which is the one that the supervisor's latest step made. */
  const host = async (count: number): Promise<PlayedHost> => {
    await nothingPending()
    expect(hosts).toHaveLength(count)
    return hosts[count - 1] as PlayedHost
  }
  const states = () => announced.map(({ state }) => state)
  return { supervisor, hosts, host, announced, states }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('starting', () => {
  test('a host that says so runs', async () => {
    const { supervisor, host, states } = play()
    const started = supervisor.start()
    const first = await host(1)
    expect(first.received).toEqual([
      {
        type: 'start',
        config: {
          dataDir: '/data',
          staticDir: '/static',
          port: 8443,
          announce: true,
          outside: { mapPorts: false, iceServers: '' },
          decided: {},
        },
      },
    ])
    first.runs()
    expect(await started).toEqual({ state: 'running', base: 'https://127.0.0.1:8443/', ...facts })
    expect(supervisor.state).toEqual(await started)
    expect(states()).toEqual(['starting', 'running'])
  })

  test('what this computer runs on is told to the host that runs, and to each that is started later', async () => {
    const { supervisor, host } = play()
    supervisor.setPower({ type: 'battery', percent: 40 })
    void supervisor.start()
    const first = await host(1)
    first.runs()
    await nothingPending()
    supervisor.setPower({ type: 'asleep' })
    const told = first.received.flatMap((message) => (message.type === 'power' ? [message.power] : []))
    expect(told).toEqual([{ type: 'battery', percent: 40 }, { type: 'asleep' }])
  })

  test('where an administrator has turned it off, no process is started', async () => {
    const { supervisor, hosts } = play(null, false)
    expect(await supervisor.start()).toMatchObject({ state: 'failed', code: 'turned_off' })
    expect(hosts).toEqual([])
  })

  test('two wishes make one host', async () => {
    const { supervisor, hosts, host } = play()
    const both = Promise.all([supervisor.start(), supervisor.start()])
    ;(await host(1)).runs()
    const [one, other] = await both
    expect(one).toEqual(other)
    expect(await supervisor.start()).toEqual(one)
    expect(hosts).toHaveLength(1)
  })

  test('a taken port is left to the other program, and any free one used', async () => {
    const { supervisor, hosts, host } = play()
    const started = supervisor.start()
    ;(await host(1)).say({ type: 'failed', code: 'port_taken', port: 8443 })
    const second = await host(2)
    expect(hosts[0]?.killed).toBe(true)
    expect(second.askedPort).toBeNull()
    second.runs(40_123)
    expect(await started).toMatchObject({ state: 'running', base: 'https://127.0.0.1:40123/' })
  })

  test('a taken port that the person asked for is said, and no other used', async () => {
    const { supervisor, hosts, host } = play(9000)
    const started = supervisor.start()
    const first = await host(1)
    expect(first.askedPort).toBe(9000)
    first.say({ type: 'failed', code: 'port_taken', port: 9000 })
    expect(await started).toEqual({ state: 'failed', code: 'port_taken', port: 9000 })
    expect(hosts).toHaveLength(1)
  })

  test('a host that says nothing is ended after twenty seconds, with a code', async () => {
    const { supervisor, host } = play()
    const started = supervisor.start()
    const first = await host(1)
    await vi.advanceTimersByTimeAsync(19_999)
    expect(first.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await started).toEqual({ state: 'failed', code: 'start_timeout' })
    expect(first.killed).toBe(true)
  })

  test('a host that ends at once has failed, and can be started again', async () => {
    const { supervisor, host } = play()
    const started = supervisor.start()
    ;(await host(1)).exit()
    expect(await started).toMatchObject({ state: 'failed', code: 'host_exited' })
    const again = supervisor.start()
    ;(await host(2)).runs()
    expect(await again).toMatchObject({ state: 'running' })
  })

  test('what is no message of a host changes nothing', async () => {
    const { supervisor, host } = play()
    const started = supervisor.start()
    const first = await host(1)
    for (const nonsense of [null, 'running', { type: 'running' }, { type: 'sunk' }])
      first.sayAnything(nonsense)
    expect(supervisor.state).toEqual({ state: 'starting' })
    first.runs()
    expect(await started).toMatchObject({ state: 'running' })
  })
})

describe('running', () => {
  async function running() {
    const played = play()
    const started = played.supervisor.start()
    const first = await played.host(1)
    first.runs()
    await started
    return { ...played, first }
  }

  test('what the person wants of guests from outside is told at once, and only when it changes', async () => {
    const { supervisor, first } = await running()
    const wish = { mapPorts: true, iceServers: 'stun:a' }
    supervisor.outside(wish)
    supervisor.outside({ ...wish })
    expect(first.received.filter(({ type }) => type === 'outside')).toEqual([{ type: 'outside', wish }])
  })

  test('a new address is announced', async () => {
    const { supervisor, first } = await running()
    first.say({ type: 'running', base: 'https://127.0.0.1:8443/', ...facts, places: [] })
    expect(supervisor.state).toMatchObject({ state: 'running', places: [] })
  })

  test('a crashed host comes back at its port', async () => {
    const { supervisor, host, states, first } = await running()
    first.runs(40_123)
    first.exit()
    await nothingPending()
    expect(supervisor.state.state).toBe('starting')
    await vi.advanceTimersByTimeAsync(250)
    const second = await host(2)
    expect(second.askedPort).toBe(8443)
    second.runs()
    await nothingPending()
    expect(supervisor.state.state).toBe('running')
    expect(states()).toEqual(['starting', 'running', 'running', 'starting', 'running'])
  })

  test('a host that crashes again and again is given up', async () => {
    const { supervisor, hosts, host, first } = await running()
    first.exit()
    for (const count of [2, 3, 4]) {
      await vi.advanceTimersByTimeAsync(1000)
      ;(await host(count)).exit()
    }
    await nothingPending()
    expect(supervisor.state.state).toBe('failed')
    expect(supervisor.state).toMatchObject({ code: 'host_crashed' })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(hosts).toHaveLength(4)
  })

  test('a host that says it cannot go on is replaced', async () => {
    const { host, first } = await running()
    first.say({ type: 'failed', code: 'internal' })
    expect(first.killed).toBe(true)
    await vi.advanceTimersByTimeAsync(250)
    expect((await host(2)).askedPort).toBe(8443)
  })

  test('people are counted, the person at this computer apart', async () => {
    const { supervisor, first } = await running()
    const plain = supervisor.people()
    first.say({ type: 'people', id: 1, people: 3, rooms: 1 })
    expect(await plain).toEqual({ people: 3, others: 2 })
    const exact = supervisor.people()
    first.say({ type: 'people', id: 2, people: 3, rooms: 1, others: 3 })
    expect(await exact).toEqual({ people: 3, others: 3 })
  })

  test('a host that does not answer has nobody to wait for', async () => {
    const { supervisor } = await running()
    const count = supervisor.people()
    await vi.advanceTimersByTimeAsync(1000)
    expect(await count).toEqual({ people: 0, others: 0 })
  })

  test('stopping waits for the goodbye', async () => {
    const { supervisor, first } = await running()
    const stopped = supervisor.stop()
    expect(first.received.at(-1)).toEqual({ type: 'stop' })
    expect(supervisor.alive).toBe(true)
    first.say({ type: 'stopped' })
    await stopped
    expect(supervisor.alive).toBe(false)
    expect(supervisor.state).toEqual({ state: 'stopped' })
  })

  test('a host that hangs is killed after two seconds', async () => {
    const { supervisor, first } = await running()
    const stopped = supervisor.stop()
    await vi.advanceTimersByTimeAsync(1999)
    expect(first.killed).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await stopped
    expect(first.killed).toBe(true)
  })

  test('one that hangs while it hosts is killed and started again', async () => {
    const { supervisor, hosts, host, first } = await running()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hosts).toHaveLength(1)
    first.hangs = true
    await vi.advanceTimersByTimeAsync(15_000)
    expect(first.killed).toBe(true)
    ;(await host(2)).runs()
    await nothingPending()
    expect(supervisor.state).toMatchObject({ state: 'running' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(hosts).toHaveLength(2)
  })

  test('a stopped host is not brought back', async () => {
    const { supervisor, hosts, first } = await running()
    const stopped = supervisor.stop()
    first.exit()
    await stopped
    await vi.advanceTimersByTimeAsync(120_000)
    expect(hosts).toHaveLength(1)
    expect(supervisor.state).toEqual({ state: 'stopped' })
  })

  test('a start during the stop waits until the port is free', async () => {
    const { supervisor, hosts, host, first } = await running()
    const stopped = supervisor.stop()
    const started = supervisor.start()
    await vi.advanceTimersByTimeAsync(100)
    expect(hosts).toHaveLength(1)
    first.exit()
    await stopped
    ;(await host(2)).runs()
    expect(await started).toMatchObject({ state: 'running' })
  })

  test('who does not want to wait for the goodbyes ends it at once', async () => {
    const { supervisor, first } = await running()
    supervisor.hurry()
    expect(first.killed).toBe(false)
    const stopped = supervisor.stop()
    supervisor.hurry()
    expect(first.killed).toBe(true)
    await stopped
    expect(supervisor.state).toEqual({ state: 'stopped' })
  })

  test('stopping during the pause before a restart ends it', async () => {
    const { supervisor, hosts, host, first } = await running()
    first.exit()
    ;(await host(2)).exit()
    await nothingPending()
    expect(supervisor.state.state).toBe('starting')
    await supervisor.stop()
    await vi.advanceTimersByTimeAsync(120_000)
    expect(hosts).toHaveLength(2)
    expect(supervisor.state).toEqual({ state: 'stopped' })
  })
})

test('stopping while it starts', async () => {
  const { supervisor, host, states } = play()
  const started = supervisor.start()
  const first = await host(1)
  const stopped = supervisor.stop()
  first.exit()
  await stopped
  expect(await started).toEqual({ state: 'stopped' })
  expect(states()).toEqual(['starting', 'stopped'])
})

test('three restarts a minute, at once and then after growing pauses', () => {
  const budget = new RestartBudget()
  expect([0, 1000, 2000, 3000].map((now) => budget.next(now))).toEqual([0, 500, 1000, null])
  expect(budget.next(60_000)).toBe(1000)
  expect(budget.next(60_001)).toBeNull()
  expect(new RestartBudget().next(5)).toBe(0)
})

describe("the host's environment", () => {
  const env = { PATH: '/bin', NOTHING: undefined }

  test('is that of the app', () => {
    expect(hostEnvironment({ env, platform: 'linux', resourcesPath: null })).toEqual({ PATH: '/bin' })
  })

  test('names the packed media worker, whatever the environment says: that one is checked', () => {
    const packed = { platform: 'win32', resourcesPath: '/opt/Hearth/resources' } as const
    const named = { ...env, MEDIASOUP_WORKER_BIN: '/mine' }
    expect(hostEnvironment({ env: named, ...packed })).toEqual({
      PATH: '/bin',
      MEDIASOUP_WORKER_BIN: expect.stringMatching(/resources.media.mediasoup-worker\.exe$/),
    })
  })
})
