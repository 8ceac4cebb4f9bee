import { afterEach, expect, it } from 'vitest'
import { type RunningHost, startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

let host: RunningHost
afterEach(() => host.stop())

async function told(): Promise<unknown> {
  const client = await TestClient.connect(host.base)
  const { iceServers } = await client.hello()
  await client.close()
  return iceServers
}

it('ICE servers are told to every client: none by default, those that are set, and those of the person', async () => {
  host = await startHost()
  expect(await told()).toEqual([])
  host.host.reachOutside({ mapPorts: false, iceServers: 'stun:stun.example.org' })
  expect(await told()).toEqual([{ urls: ['stun:stun.example.org'] }])
  host.host.reachOutside({ mapPorts: false, iceServers: '' })
  expect(await told()).toEqual([])
  await host.stop()
  host = await startHost({ iceServers: ['turn:ada:s3cret@turn.example.org'] })
  host.host.reachOutside({ mapPorts: false, iceServers: 'stun:b' })
  expect(await told()).toEqual([
    { urls: ['turn:turn.example.org'], username: 'ada', credential: 's3cret' },
    { urls: ['stun:b'] },
  ])
})

it('a TURN server that shares a secret with the host is told with a credential that runs out, and never the secret', async () => {
  host = await startHost({ iceServers: ['turn::s3cret@turn.example.org'] })
  const servers = await told()
  expect(servers).toEqual([
    {
      urls: ['turn:turn.example.org'],
      username: expect.stringMatching(/^\d{10}:[\w-]{12}$/),
      credential: expect.stringMatching(/^[\w+/]{27}=$/),
    },
  ])
  expect(JSON.stringify(servers)).not.toContain('s3cret')
})
