import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { SignalingServer } from '../../../main/signaling/SignalingServer.ts'
import { eventually } from '../../fixtures/eventually.ts'
import { httpGet } from '../../fixtures/httpGet.ts'
import { lastingPort } from '../../fixtures/lastingPort.ts'
import { startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

it('a handshake that is refused and hangs up in the middle harms nobody', async () => {
  const server = createServer()
  const signaling = new SignalingServer({
    server,
    path: '/signal',
    heartbeat: { pingMs: 30_000, pongMs: 10_000 },
    origins: [],
    log: { error: () => undefined, warn: () => undefined },
    attend: () => {
      throw new Error('Nobody is to get this far.')
    },
  })
  const failures: unknown[] = []
  const note = (error: unknown) => failures.push(error)
  process.on('uncaughtException', note)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const bound = server.address()
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0
  for (let count = 0; count < 10; count += 1) {
    const upgraded = once(server, 'upgrade')
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
    socket.write('GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n')
    const [, ours] = await upgraded
    await once(socket, 'data')
    const gone = new Promise((resolve) => ours.once('close', resolve))
    // A reset instead of a goodbye: what a crashed client or a firewall sends.
    socket.resetAndDestroy()
    await gone
  }
  process.off('uncaughtException', note)
  expect(failures).toEqual([])
  await signaling.close('ended', 100)
  server.close()
})

it('as soon as a host that starts gives out a page, its WebSocket is there', async () => {
  const port = await lastingPort()
  const starting = startHost({ port })
  onTestFinished(async () => (await starting).stop())
  const base = `https://127.0.0.1:${port}/`
  const answered = () =>
    httpGet(base).then(
      ({ status }) => status === 200,
      () => false,
    )
  await eventually('the page is there', answered)
  const early = await TestClient.connect(base)
  await early.join('demo', 'Early')
  await early.close()
})
