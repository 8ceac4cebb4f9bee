import { expect, it, onTestFinished, vi } from 'vitest'
import { closeCodes } from '../../../protocol/wire/closeCodes.ts'
import { roomStateSchema } from '../../../room/features.ts'
import { startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

// Time is what this is about: two minutes pass in half a second.
vi.mock(import('../../../protocol/limits.ts'), async (original) => {
  const actual = await original()
  return { ...actual, limits: { ...actual.limits, resumeWindowMs: 500 } as unknown as typeof actual.limits }
})

it('P-RESUME-10 P-ROOM-7 a seat is kept no longer than the window: whoever acted leads, and an empty room is gone', async () => {
  const host = await startHost()
  onTestFinished(() => host.stop())
  const enter = async (name: string, resumeToken?: string) => {
    const client = await TestClient.connect(host.base)
    const wish = resumeToken === undefined ? {} : { resumeToken }
    const joined = await client.request('session.join', { protocol: 1, room: 'demo', name, ...wish })
    return { client, ...joined, room: roomStateSchema.parse(joined.snapshot) }
  }
  const alice = await enter('Alice')
  const bob = await enter('Bob')
  await alice.client.close(closeCodes.goingAway)
  await bob.client.event('role.changed')
  // Whose connection breaks after that is waited for until after that.
  const carol = await enter('Carol')
  carol.client.socket.terminate()
  await bob.client.event('peer.left', ({ peer }) => peer === carol.peer)
  const late = await TestClient.connect(host.base)
  expect(await late.refusal('session.resume', { token: alice.resumeToken, seq: 0 })).toBe('session_lost')
  const again = await enter('Alice', alice.resumeToken)
  expect(again.room.membership.peers).toMatchObject([
    { id: bob.peer, role: 'host' },
    { name: 'Alice', role: 'presenter' },
  ])
  await again.client.request('session.leave', {})
  await bob.client.request('lobby.lock', { locked: true })
  await bob.client.close(closeCodes.goingAway)
  // Once nobody can come back any more, the room asks for nothing.
  const waiting = await TestClient.connect(host.base)
  expect(await waiting.request('lobby.knock', { room: 'demo', name: 'Carol' })).toEqual({ waiting: true })
  expect(await waiting.notification('lobby.answered')).toMatchObject({ params: { answer: 'ended' } })
  for (const client of [late, again.client, waiting]) await client.close()
})
