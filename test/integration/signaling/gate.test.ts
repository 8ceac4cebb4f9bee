import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
})
afterAll(() => host.stop())

describe('P-FRAME-3 a frame that is no request', () => {
  it.each([
    ['garbage', 'hello {', 'parse_error'],
    ['an empty frame', '', 'parse_error'],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"session.leave"}]', 'bad_frame'],
    ['a notification', '{"jsonrpc":"2.0","method":"session.leave"}', 'bad_frame'],
    ['another version', '{"jsonrpc":"1.0","id":1,"method":"session.leave"}', 'bad_frame'],
    ['a fractional id', '{"jsonrpc":"2.0","id":1.5,"method":"session.leave"}', 'bad_frame'],
    ['an unknown member', '{"jsonrpc":"2.0","id":1,"method":"session.leave","admin":true}', 'bad_frame'],
    ['positional params', '{"jsonrpc":"2.0","id":1,"method":"session.leave","params":[]}', 'bad_frame'],
    ['a bare value', 'null', 'bad_frame'],
  ])('%s is refused with a stable code and the connection goes on', async (_what, text, code) => {
    const client = await connect()
    client.send(text)
    const refused = await client.failure()
    expect(refused.error.data.code).toBe(code)
    await client.join('gate', 'Alice')
  })

  it('P-FRAME-1 that is binary is refused like garbage', async () => {
    const client = await connect()
    client.send(Buffer.from([0, 1, 2, 255]))
    expect(await client.failure()).toMatchObject({ id: null, error: { data: { code: 'parse_error' } } })
  })

  it('keeps the id where it has a usable one', async () => {
    const client = await connect()
    client.send('{"id":"mine","method":7}')
    const answer = await client.answer('mine')
    expect(answer).toMatchObject({ error: { data: { code: 'bad_frame' } } })
  })

  it('P-LIMIT-3 of 1 MiB closes the connection of its sender with 1009, and of nobody else', async () => {
    const [sender, witness] = [await connect(), await connect()]
    await witness.join('gate', 'Witness')
    const closed = sender.closed()
    sender.send('x'.repeat(1024 * 1024))
    expect((await closed).code).toBe(closeCodes.frameTooBig)
    await witness.request('chat.send', { text: 'still here' })
  })

  it('too many times closes the connection', async () => {
    const client = await connect()
    const closed = client.closed()
    for (let count = 0; count < limits.badFrames; count += 1) client.send('no')
    expect((await closed).code).toBe(closeCodes.badFrames)
  })
})

describe('a request', () => {
  it.each(['chat.unknown', 'constructor', '__proto__', 'toString', 'peer.joined'])(
    'P-FRAME-5 for %s, which is in no table, does not exist',
    async (method) => {
      expect(await (await connect()).refusal(method)).toBe('unknown_method')
    },
  )

  it('P-FRAME-6 with params that do not fit is refused and says where', async () => {
    const client = await connect()
    const answer = await client.ask('session.join', { protocol: 1, room: 'demo', name: 7 })
    expect(answer).toMatchObject({ error: { data: { code: 'bad_params', path: 'name' } } })
  })

  it.each([
    ['room', 'a\u0000b', /control characters/],
    ['room', 'x'.repeat(10_000), /at most 64/],
    ['room', ' ', /missing/],
    ['name', '\u202e', /missing/],
    ['name', 'ev\u0007il', /control characters/],
    ['name', 'y'.repeat(10_000), /at most 64/],
  ])('with a %s of odd letters gets a sentence', async (field, value, sentence) => {
    const client = await connect()
    const answer = await client.ask('session.join', {
      protocol: 1,
      room: 'demo',
      name: 'Alice',
      [field]: value,
    })
    expect(answer).toMatchObject({
      error: { data: { code: 'bad_params' }, message: expect.stringMatching(sentence) },
    })
  })

  it('that needs a room is refused outside of one', async () => {
    expect(await (await connect()).refusal('chat.send', { text: 'hi' })).toBe('not_joined')
  })

  it('that comes too often is refused and told when to try again', async () => {
    const client = await connect()
    await client.join('gate', 'Alice')
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => client.ask('chat.send', { text: 'hi' })),
    )
    const refused = answers.filter((answer) => 'error' in answer)
    expect(refused.length).toBeGreaterThan(0)
    expect(refused[0]).toMatchObject({
      error: { data: { code: 'rate_limited', retryAfterMs: expect.any(Number) } },
    })
  })

  it('P-LIMIT-7 P-FRAME-4 beyond those that may wait is refused at once, and every one is answered', async () => {
    const client = await connect()
    const { rtpCapabilities } = await client.hello()
    const warm = { room: 'gate', rtpCapabilities }
    const produce = {
      tracks: [
        {
          source: 'microphone',
          muted: true,
          rtpParameters: {
            codecs: [{ mimeType: 'audio/opus', payloadType: 100, clockRate: 48_000, channels: 2 }],
            encodings: [{ ssrc: 7 }],
          },
        },
      ],
    }
    const dtls = {
      direction: 'recv',
      dtlsParameters: {
        fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AA').join(':') }],
      },
    }
    const answers = await Promise.all([
      ...Array.from({ length: 5 }, () => client.ask('session.warm', warm)),
      ...Array.from({ length: 20 }, () => client.ask('media.produce', produce)),
      ...Array.from({ length: 10 }, () => client.ask('media.connect', dtls)),
    ])
    const codes = answers.map((answer) => ('error' in answer ? answer.error.data.code : 'ok'))
    expect(codes).toContain('too_many_pending')
    expect(codes).toHaveLength(35)
  })
})

describe('a connection', () => {
  const refusedWith = async (path: string, options: WebSocket.ClientOptions, protocol: string) => {
    const url = new URL(path, host.base)
    url.protocol = 'wss:'
    const socket = new WebSocket(url, protocol, { rejectUnauthorized: false, ...options })
    const [error] = (await once(socket, 'error')) as [Error]
    return error.message
  }

  it('P-HELLO-2 from a page of another origin is refused', async () => {
    expect(await refusedWith('signal', { origin: 'https://evil.example' }, 'hearth.v1')).toContain('403')
  })

  it("P-HELLO-2 from the host's own page or the app's window is taken", async () => {
    for (const origin of [new URL(host.base).origin, 'hearth-app://app']) {
      const client = await TestClient.connect(host.base, { origin })
      await client.close()
    }
  })

  it('P-HELLO-2 on another path or for another subprotocol is refused', async () => {
    expect(await refusedWith('elsewhere', {}, 'hearth.v1')).toContain('404')
    expect(await refusedWith('signal', {}, 'something.else')).toContain('400')
  })

  it('P-HELLO-1 is greeted first with all that a client needs to prepare itself', async () => {
    const client = await connect()
    const hello = await client.hello()
    expect(client.frames[0]).toMatchObject({ method: 'host.hello' })
    expect(hello).toMatchObject({ protocol: { min: 1, max: 1 }, iceServers: [] })
    expect(hello.rtpCapabilities?.codecs.map(({ mimeType }) => mimeType)).toContain('video/VP8')
  })
})
