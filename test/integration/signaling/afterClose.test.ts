import { afterEach, beforeEach, expect, test } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { limits } from '../../../protocol/limits.ts'
import { CLOSE, rawFrame, RawSocket, TEXT } from '../../fixtures/RawSocket.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Clients that do not answer a goodbye and go on talking over the same socket.

let host: RunningHost
let ada: TestClient
let mallory: RawSocket
beforeEach(async () => {
  host = await startHost({ relay: true })
  ada = await TestClient.connect(host.base)
  await ada.join('demo', 'Ada')
  mallory = await RawSocket.open(host.base)
})
afterEach(async () => {
  mallory.destroy()
  await ada.close()
  await host.stop()
})

function request(id: number, method: string, params: object): Buffer {
  return rawFrame(TEXT, JSON.stringify({ jsonrpc: '2.0', id, method, params }))
}

function joins(id: number, room = 'demo'): Buffer {
  return request(id, 'session.join', { protocol: 1, room, name: 'Mallory' })
}

/** Reads until the host says goodbye. @returns its code. */
async function goodbye(socket: RawSocket): Promise<number> {
  for (;;) {
    const frame = await socket.next()
    if (frame === null) throw new Error('The connection ended without a goodbye.')
    if (frame.opcode === CLOSE) return frame.payload.readUInt16BE(0)
  }
}

/** What the host still says until it has lost patience with the connection. */
async function said(socket: RawSocket): Promise<string[]> {
  const texts: string[] = []
  for (let frame = await socket.next(); frame !== null; frame = await socket.next())
    texts.push(frame.payload.toString())
  return texts
}

const peopleHere = async () => (await host.get('rooms')).body

test('P-CLOSE-5 somebody who was removed neither joins again nor speaks over the same socket', async () => {
  mallory.write(joins(1))
  const joined = await ada.event('peer.joined')
  await ada.request('moderation.remove', { peer: (joined['peer'] as { id: string }).id as never })
  expect(await goodbye(mallory)).toBe(closeCodes.removed)
  mallory.write(joins(2), joins(3, 'elsewhere'), request(4, 'chat.send', { text: 'Still here' }))
  expect(await said(mallory)).toEqual([])
  expect(await peopleHere()).toEqual({ demo: 1 })
  expect(ada.events.filter(({ type }) => type === 'peer.joined')).toHaveLength(1)
  expect(JSON.stringify(ada.events)).not.toContain('Still here')
})

test('P-CLOSE-5 whoever was closed for broken frames is not served either', async () => {
  const broken = Array.from({ length: limits.badFrames }, () => rawFrame(TEXT, '{'))
  mallory.write(...broken, joins(1))
  expect(await goodbye(mallory)).toBe(closeCodes.badFrames)
  mallory.write(joins(2))
  expect(await said(mallory)).toEqual([])
  expect(await peopleHere()).toEqual({ demo: 1 })
})

test('P-CLOSE-5 a join that was asked for before the goodbye leads nowhere', async () => {
  await ada.request('lobby.setPassword', { password: 'open sesame' })
  const broken = Array.from({ length: limits.badFrames }, () => rawFrame(TEXT, '{'))
  const params = { protocol: 1, room: 'demo', name: 'Mallory', password: 'open sesame' }
  mallory.write(request(1, 'session.join', params), ...broken)
  expect(await goodbye(mallory)).toBe(closeCodes.badFrames)
  expect(await said(mallory)).toEqual([])
  expect(await peopleHere()).toEqual({ demo: 1 })
  expect(ada.events.map(({ type }) => type)).not.toContain('peer.joined')
})

test('P-CLOSE-5 the relay passes on nothing after its goodbye', async () => {
  const [eve, bob] = [
    await RawSocket.open(host.base, '/ws/demo/eve'),
    await RawSocket.open(host.base, '/ws/demo/bob'),
  ]
  const broken = Array.from({ length: limits.badFrames }, () => rawFrame(TEXT, '{'))
  const chat = rawFrame(
    TEXT,
    JSON.stringify({ type: 'chat', room: 'demo', from: 'eve', to: null, data: 'late' }),
  )
  eve.write(...broken, chat)
  expect(await goodbye(eve)).toBe(closeCodes.badFrames)
  eve.write(chat)
  expect(await said(eve)).toEqual([])
  expect((await bob.next())?.payload.toString()).toContain('peer-left')
  bob.destroy()
})
