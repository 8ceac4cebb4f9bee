import { afterEach, expect, it } from 'vitest'
import { roomStateSchema } from '../../../room/features.ts'
import { getJson } from '../../fixtures/getJson.ts'
import { MortalHost } from '../../fixtures/MortalHost.ts'
import { SmallDisk } from '../../fixtures/SmallDisk.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let disk: SmallDisk | null = null
let host: MortalHost | null = null
const clients: TestClient[] = []

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await host?.end('SIGKILL')
  await disk?.unmount()
  host = disk = null
})

const storageOf = async ({ base }: MortalHost) => (await getJson(new URL('health', base))).body
const enter = async ({ base }: MortalHost, name: string) => {
  const client = await TestClient.connect(base)
  clients.push(client)
  return { client, ...(await client.join('demo', name)) }
}

it('P-KEEP-4 a full disk is told, harms no meeting, and all is kept once there is room again', async () => {
  disk = await SmallDisk.mount()
  host = await MortalHost.start([], disk.path)
  const alice = await enter(host, 'Alice')
  await disk.fill()
  // What the file still had room for in itself is used up by these, at the latest.
  const long = 'x'.repeat(4000)
  const told = alice.client.notification('host.keeping', ({ kept }) => kept === false)
  for (let count = 0; count < 15; count += 1) await alice.client.request('chat.send', { text: long })
  await told
  expect(await storageOf(host)).toMatchObject({ storage: 'failed' })
  await alice.client.request('chat.send', { text: 'said meanwhile' })
  const bob = await enter(host, 'Bob')
  await bob.client.notification('host.keeping', ({ kept }) => kept === false)
  await expect.poll(() => alice.client.events.at(-1)).toMatchObject({ type: 'peer.joined' })

  await disk.free()
  await alice.client.notification('host.keeping', ({ kept }) => kept === true)
  expect(await storageOf(host)).toMatchObject({ storage: 'ok' })
  await host.end('SIGKILL')
  await host.start()
  const again = await TestClient.connect(host.base)
  clients.push(again)
  const { fresh } = await again.request('session.resume', { token: bob.resumeToken, seq: 1 })
  const { chat, membership } = roomStateSchema.parse(fresh?.snapshot)
  expect(chat.messages.map(({ text }) => text)).toEqual([
    ...Array.from({ length: 15 }, () => long),
    'said meanwhile',
  ])
  expect(membership.peers.map(({ id }) => id)).toEqual([alice.peer, bob.peer])
})
