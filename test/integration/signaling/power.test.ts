import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { MAINS, type Power } from '../../../protocol/power.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
const clients: TestClient[] = []
const connect = async () => {
  const client = await TestClient.connect(host.base)
  clients.push(client)
  return client
}
const enter = async (room: string, name: string) => {
  const client = await connect()
  return { client, ...(await client.join(room, name)) }
}
/** Everything that a client has been told of the host's power, once it has its answer to something asked after. */
const told = async (client: TestClient): Promise<unknown[]> => {
  await client.request('session.ping', {})
  return client.frames.flatMap((frame) =>
    'method' in frame && frame.method === 'host.power' ? [frame.params['power']] : [],
  )
}
const low: Power = { type: 'battery', percent: 15 }

beforeAll(async () => {
  host = await startHost()
})
afterEach(async () => {
  host.host.tellPower(MAINS)
  await Promise.all(clients.splice(0).map((client) => client.close()))
  await expect.poll(async () => (await host.get('rooms')).body).toEqual({})
})
afterAll(() => host.stop())

it('P-POWER-1 everyone in every room is told what the host runs on, and whoever joins later', async () => {
  const [alice, bob] = [await enter('one', 'Alice'), await enter('two', 'Bob')]
  const lobby = await connect()
  expect(await told(alice.client)).toEqual([])
  host.host.tellPower(low)
  const carol = await enter('one', 'Carol')
  for (const { client } of [alice, bob, carol]) expect(await told(client)).toEqual([low])
  expect(await told(lobby), 'nobody in the lobby needs to know').toEqual([])
  host.host.tellPower(MAINS)
  expect(await told(bob.client)).toEqual([low, MAINS])
  const dan = await enter('two', 'Dan')
  expect(await told(dan.client)).toEqual([])
})

it('P-POWER-2 a sleep is told, and who was cut off by it hears on coming back that it is over', async () => {
  const [alice, bob] = [await enter('one', 'Alice'), await enter('one', 'Bob')]
  host.host.tellPower({ type: 'asleep' })
  expect(await told(bob.client)).toEqual([{ type: 'asleep' }])
  bob.client.socket.terminate()
  await alice.client.event('peer.lost')
  host.host.tellPower(low)
  const again = await connect()
  const seq = Number((await bob.client.notification('host.power')).params['seq'])
  await again.request('session.resume', { token: bob.resumeToken, seq })
  expect(await told(again)).toEqual([low])
})
