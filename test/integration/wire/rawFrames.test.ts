import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CLOSE, PING, PONG, type RawFrame, rawFrame, RawSocket, TEXT } from '../../fixtures/RawSocket.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'
import { rawFrameCases } from './rawFrameCases.ts'

// RFC 6455 byte by byte against a live host over TLS: each case is a socket of its own, and what the host says to
// it is compared as a whole, so that an answer too many is noticed like one that is missing.

let host: RunningHost
let ada: TestClient
let grace: TestClient

beforeAll(async () => {
  host = await startHost()
  ada = await TestClient.connect(host.base)
  grace = await TestClient.connect(host.base)
  await ada.join('witnesses', 'Ada')
  await grace.join('witnesses', 'Grace')
})
afterAll(() => host.stop())

/** What a frame of the host says, in the words of the cases. */
function words({ opcode, payload }: RawFrame): string {
  switch (opcode) {
    case PONG:
      return `pong ${payload.toString('hex')}`
    case CLOSE:
      return `close ${payload.length === 0 ? 'none' : payload.readUInt16BE()}`
    case TEXT: {
      const { id, error } = JSON.parse(payload.toString()) as {
        id: unknown
        error?: { data: { code: string } }
      }
      return `answer ${JSON.stringify(id)} ${error?.data.code ?? 'ok'}`
    }
    default:
      return `opcode ${opcode}`
  }
}

async function hear(socket: RawSocket): Promise<string> {
  const frame = await socket.next()
  return frame === null ? 'end' : words(frame)
}

describe('P-FRAME-7 the frames below the messages', () => {
  it('are tried in at least 250 ways, no two called the same', () => {
    expect(rawFrameCases.length).toBeGreaterThanOrEqual(250)
    expect(new Set(rawFrameCases.map(({ name }) => name)).size).toBe(rawFrameCases.length)
  })

  it.each(rawFrameCases)('$name', async ({ bytes, said }) => {
    const socket = await RawSocket.open(host.base)
    try {
      expect((await socket.next())?.payload.toString()).toContain('host.hello')
      socket.write(...bytes)
      const closes = said.at(-1)?.startsWith('close') ?? false
      // A goodbye is answered; elsewhere a ping shows that the socket lives and that nothing else was said.
      if (!closes) socket.write(rawFrame(PING, 'alive'))
      const expected = closes ? [...said, 'end'] : [...said, `pong ${Buffer.from('alive').toString('hex')}`]
      const heard: string[] = []
      while (heard.length < expected.length && heard.at(-1) !== 'end') {
        heard.push(await hear(socket))
        if (heard.at(-1)?.startsWith('close')) socket.write(rawFrame(CLOSE, Buffer.from([3, 232])))
      }
      expect(heard.toSorted()).toEqual(expected.toSorted())
      // Frames are answered in turn (P-RATE-5), which a pong may overtake; a goodbye comes last.
      if (closes) expect(heard.at(-1)).toBe(expected.at(-1))
    } finally {
      socket.destroy()
    }
  })

  it('a frame that comes byte by byte is read like any other', async () => {
    const socket = await RawSocket.open(host.base)
    await socket.next()
    for (const byte of rawFrame(TEXT, '{"jsonrpc":"2.0","id":1,"method":"session.leave"}')) {
      // Each write becomes a packet of its own, for the socket does not wait for more.
      await new Promise((resolve) => socket.socket.write(Buffer.from([byte]), resolve))
    }
    expect(await hear(socket)).toBe('answer 1 not_joined')
    socket.destroy()
  })

  it('leave those who sit in a room beside all this in peace', async () => {
    const before = [ada.frames.length, grace.frames.length]
    await ada.request('chat.send', { text: 'Has anything happened?' })
    await grace.request('chat.send', { text: 'Nothing at all.' })
    await ada.event('chat.sent', ({ message }) => JSON.stringify(message).includes('Nothing'))
    await grace.event('chat.sent', ({ message }) => JSON.stringify(message).includes('Has anything'))
    // Nothing but what they have just said: two events each, and one answer.
    expect([ada.frames.length, grace.frames.length]).toEqual(before.map((count) => count + 3))
    expect(ada.events.filter(({ type }) => type === 'peer.joined')).toHaveLength(1)
  })
})
