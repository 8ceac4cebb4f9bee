import { afterAll, beforeAll, expect, it } from 'vitest'
import { FEATURES } from '../../../room/featureNames.ts'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
beforeAll(async () => {
  host = await startHost()
})
afterAll(() => host.stop())

it('P-HELLO-4 the host says what its meetings can do', async () => {
  const client = await TestClient.connect(host.base)
  expect((await client.notification('host.hello')).params['features']).toEqual([...FEATURES])
  client.socket.close()
})

it('P-FUTURE-3 P-FRAME-5 a client of a later version gets in and is told what there is not', async () => {
  const client = await TestClient.connect(host.base)
  const joined = await client.ask('session.join', {
    protocol: 1,
    room: 'later',
    name: 'Ada',
    features: ['chat', 'polls'],
    device: { kind: 'glasses' },
  })
  expect(joined).toHaveProperty('result.peer')
  expect(await client.refusal('poll.open', { question: 'When?' })).toBe('unknown_method')
  const sent = await client.ask('chat.send', { text: 'Hello', to: null, mood: 'fine' })
  expect(sent).toHaveProperty('result.message')
  client.socket.close()
})
