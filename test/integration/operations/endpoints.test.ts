import { afterEach, describe, expect, it } from 'vitest'
import { healthSchema, metricsSchema, roomsSchema } from '../../../protocol/rest/operators.ts'
import { type HttpAnswer, httpGet } from '../../fixtures/httpGet.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

const token = 'correct-horse-battery'
let host: RunningHost
afterEach(() => host.stop())

const read = (path: string, headers: Record<string, string> = {}): Promise<HttpAnswer> =>
  httpGet(new URL(path, host.base), headers)

/** The value of a series in Prometheus text. */
function valueOf(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? NaN : Number(line.slice(series.length + 1))
}

describe('the endpoints of a host with two rooms', () => {
  it('show the right numbers', async () => {
    host = await startHost()
    const clients = await Promise.all([1, 2, 3].map(() => TestClient.connect(host.base)))
    const [ada, bob, carol] = clients
    await ada?.join('demo', 'Ada')
    await bob?.join('demo', 'Bob')
    await carol?.join('other', 'Carol')
    await ada?.request('chat.send', { text: 'hello' })
    await bob?.request('chat.send', { text: 'hello you' })

    expect(healthSchema.parse(JSON.parse((await read('health')).text))).toMatchObject({
      status: 'ok',
      storage: 'ok',
      workers: { alive: 1, wanted: 1 },
      rooms: 2,
      people: 3,
      time: expect.closeTo(Date.now(), -5),
    })
    expect(roomsSchema.parse(JSON.parse((await read('rooms')).text))).toEqual({ demo: 2, other: 1 })
    const before = metricsSchema.parse(JSON.parse((await read('metrics')).text))
    expect(before).toMatchObject({
      activeConnections: 3,
      totalConnectionsCreated: 3,
      totalConnectionsClosed: 0,
      totalMessagesProcessed: 5,
      totalChatMessages: 2,
      totalTracksAdded: 0,
      totalTracksRemoved: 0,
      rooms: 2,
      people: 3,
    })
    // One worker and the spare, each a process that uses something.
    expect(before.workers).toHaveLength(2)
    for (const { memoryBytes } of before.workers) expect(memoryBytes).toBeGreaterThan(1_000_000)

    await carol?.request('session.leave', {})
    await Promise.all(clients.map((client) => client.close()))
    await expect
      .poll(async () => metricsSchema.parse(JSON.parse((await read('metrics')).text)))
      .toMatchObject({ activeConnections: 0, totalConnectionsClosed: 3 })
  })

  it('speak the format of Prometheus to whoever asks for it, and JSON to everybody else', async () => {
    host = await startHost()
    const client = await TestClient.connect(host.base)
    await client.join('demo', 'Ada')
    const types = await Promise.all(
      [
        read('metrics'),
        read('metrics', { Accept: '*/*' }),
        read('metrics', { Accept: 'application/json, text/plain, */*' }),
        read('metrics?format=json', { Accept: 'text/plain' }),
        read('metrics', { Accept: 'text/plain; version=0.0.4' }),
        read('metrics?format=prometheus'),
        read('metrics', {
          Accept: 'application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1',
        }),
        read('metrics?format=xml'),
      ].map(async (answer) => `${(await answer).status} ${(await answer).headers['content-type']}`),
    )
    expect(types).toEqual([
      ...Array.from({ length: 4 }, () => '200 application/json'),
      '200 text/plain; version=0.0.4; charset=utf-8',
      '200 text/plain; version=0.0.4; charset=utf-8',
      '200 application/openmetrics-text; version=1.0.0; charset=utf-8',
      '400 application/json',
    ])

    const { text } = await read('metrics?format=prometheus')
    for (const line of text.trimEnd().split('\n'))
      expect(line).toMatch(
        /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"\\]*"\})? (\d+(\.\d+)?(e-?\d+)?|\+Inf))$/,
      )
    expect(valueOf(text, 'hearth_connections')).toBe(1)
    expect(valueOf(text, 'hearth_rooms')).toBe(1)
    expect(valueOf(text, 'hearth_messages_processed_total')).toBe(1)
    expect(valueOf(text, 'hearth_worker_memory_bytes{worker="0"}')).toBeGreaterThan(1_000_000)
    expect(valueOf(text, 'hearth_worker_cpu_seconds_total{worker="1"}')).toBeGreaterThanOrEqual(0)
    expect(valueOf(text, 'hearth_join_duration_seconds_count')).toBe(1)
    expect(valueOf(text, 'hearth_join_duration_seconds_bucket{le="+Inf"}')).toBe(1)
    expect(valueOf(text, 'hearth_join_duration_seconds_sum')).toBeGreaterThan(0)

    const open = (await read('metrics?format=openmetrics')).text
    expect(open).toMatch(/^# TYPE hearth_chat_messages counter\nhearth_chat_messages_total 0$/m)
    expect(open.endsWith('\n# EOF\n')).toBe(true)
    await client.close()
  })

  it('show a stall of the event loop', async () => {
    host = await startHost()
    const over = async () => {
      const { text } = await read('metrics?format=prometheus')
      const name = 'hearth_event_loop_delay_seconds'
      return valueOf(text, `${name}_count`) - valueOf(text, `${name}_bucket{le="0.25"}`)
    }
    const before = await over()
    const end = performance.now() + 400
    while (performance.now() < end);
    await expect.poll(over).toBeGreaterThan(before)
  })
})

describe('what the endpoints keep to themselves', () => {
  it('metrics and rooms answer nobody without the token, where there is one', async () => {
    host = await startHost({ token })
    const wrong = [{}, { Authorization: `Bearer ${token}x` }, { Authorization: `Basic ${token}` }]
    for (const path of ['metrics', 'rooms']) {
      for (const headers of wrong) {
        const { status, headers: answered, text } = await read(path, headers)
        expect([status, answered['www-authenticate']]).toEqual([401, 'Bearer realm="hearth"'])
        expect(JSON.parse(text)).toMatchObject({ error: { code: 'unauthorized' } })
      }
      expect((await read(path, { Authorization: `Bearer ${token}` })).status).toBe(200)
    }
    expect((await read('health')).status).toBe(200)
  })

  it('without a token they answer this computer, and neither a proxy nor a page that leads its name here', async () => {
    host = await startHost()
    for (const path of ['metrics', 'rooms']) {
      expect((await read(path)).status).toBe(200)
      expect((await read(path, { Host: `localhost:${host.port}` })).status).toBe(200)
      for (const headers of [
        { 'X-Forwarded-For': '127.0.0.1' },
        { Forwarded: 'for=192.0.2.1' },
        { Host: 'rebound.example' },
      ]) {
        const { status, text } = await read(path, headers)
        expect([status, JSON.parse(text)]).toMatchObject([403, { error: { code: 'forbidden' } }])
      }
    }
    expect((await read('health', { Host: 'rebound.example' })).status).toBe(200)
  })

  it('somebody elsewhere, as a trusted proxy tells it, is refused too', async () => {
    host = await startHost({ trustProxy: '127.0.0.0/8' })
    expect((await read('rooms', { 'X-Forwarded-For': '192.0.2.1' })).status).toBe(403)
    expect((await read('rooms', { 'X-Forwarded-For': '127.0.0.1' })).status).toBe(200)
    // What stands before the address that the proxy saw is what that client wrote itself.
    expect((await read('rooms', { 'X-Forwarded-For': '127.0.0.1, 192.0.2.1' })).status).toBe(403)
  })

  it('a page of another origin may read nothing, unless that origin is allowed', async () => {
    host = await startHost({ allowOrigin: 'https://board.example' })
    const [board, evil] = await Promise.all(
      ['https://board.example', 'https://evil.example'].map((Origin) => read('health', { Origin })),
    )
    expect(board?.headers['access-control-allow-origin']).toBe('https://board.example')
    expect(evil?.headers['access-control-allow-origin']).toBeUndefined()
    await expect(TestClient.connect(host.base, { origin: 'https://evil.example' })).rejects.toThrow('403')
    const client = await TestClient.connect(host.base, { origin: 'https://board.example' })
    await client.close()
    await host.stop()
    host = await startHost()
    const closed = await read('health', { Origin: 'https://board.example' })
    expect(closed.headers['access-control-allow-origin']).toBeUndefined()
    await expect(TestClient.connect(host.base, { origin: 'https://board.example' })).rejects.toThrow('403')
  })
})

it('a host without media says that it is not able', async () => {
  host = await startHost({ workerBin: '/bin/false' })
  const { status, text } = await read('health')
  expect([status, JSON.parse(text)]).toMatchObject([503, { status: 'degraded', workers: { alive: 0 } }])
})
