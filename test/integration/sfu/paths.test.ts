import { afterEach, beforeEach, expect, test } from 'vitest'
import { dtlsParameters, MediaPeer } from '../../../bench/load/MediaPeer.mjs'
import { roomStateSchema } from '../../../room/features.ts'
import { MediaPerson } from '../../fixtures/MediaPerson.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
let ada: TestClient
const open: { close(): unknown }[] = []
beforeEach(async () => {
  host = await startHost({ workers: 1 })
  ada = await connect()
  await ada.join('demo', 'Ada')
})
afterEach(async () => {
  for (const one of open.splice(0)) await one.close()
  await host.stop()
})

async function connect(): Promise<TestClient> {
  const client = await TestClient.connect(host.base)
  open.push(client)
  return client
}

/** Whose media finds no way, as a newcomer is told. */
async function missing(name: string): Promise<readonly string[]> {
  const { snapshot } = await (await connect()).join('demo', name)
  return roomStateSchema.parse(snapshot).paths.missing
}

/** Somebody whose media looks for a way, and finds none by itself. */
async function warm() {
  const client = await connect()
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  const { transports } = await client.request('session.warm', {
    room: 'demo',
    rtpCapabilities,
    dtlsParameters,
  })
  return { client, transports }
}

test('P-NET-3 everyone is told whose media finds no way, newcomers too, and when one is found', async () => {
  const { client: bob, transports } = await warm()
  const { peer } = await bob.join('demo', 'Bob')
  const isBob = (event: Record<string, unknown>) => event['peer'] === peer
  await Promise.all([ada.event('media.pathLost', isBob), bob.event('media.pathLost', isBob)])
  expect(await missing('Carol')).toEqual([peer])
  for (const transport of [transports.send, transports.recv]) {
    expect(ada.events.filter(({ type }) => type === 'media.pathFound')).toEqual([])
    const media = new MediaPeer()
    open.push(media)
    await media.connect(transport)
  }
  await Promise.all([ada.event('media.pathFound', isBob), bob.event('media.pathFound', isBob)])
  expect(await missing('Dan')).toEqual([])
})

test('P-NET-3 so it is where a way was there and ends, while the person stays connected', async () => {
  const bob = await MediaPerson.speaking(host.base, 'demo', 'Bob')
  open.push(bob)
  bob.cutMedia()
  await ada.event('media.pathLost', ({ peer }) => peer === bob.peer)
  expect(await missing('Carol')).toEqual([bob.peer])
  await bob.client.request('session.leave', {})
  await ada.event('peer.left')
  expect(await missing('Dan')).toEqual([])
})

test('P-NET-3 of somebody who has found no way before joining, it is told on coming in', async () => {
  const bob = await warm()
  const eve = await warm()
  const { peer: first } = await eve.client.join('demo', 'Eve')
  // Bob's search began before hers.
  await ada.event('media.pathLost', ({ peer }) => peer === first)
  const { peer } = await bob.client.join('demo', 'Bob')
  await ada.event('media.pathLost', (event) => event['peer'] === peer)
})
