import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as mediasoup from 'mediasoup'
import { expect, it, onTestFinished } from 'vitest'
import { followCarrier } from '../../fixtures/followCarrier.ts'
import { startHost } from '../../fixtures/startHost.ts'
import { TestClient } from '../../fixtures/TestClient.ts'

it('P-MEDIA-6 when all workers die and none can start for a while, media comes back once one can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-worker-'))
  const workerBin = join(folder, 'mediasoup-worker')
  const install = () => symlink(mediasoup.workerBin, workerBin)
  await install()
  const workers = followCarrier()
  const host = await startHost({ workerBin })
  onTestFinished(async () => {
    await host.stop()
    await rm(folder, { recursive: true })
  })
  const client = await TestClient.connect(host.base)
  const { rtpCapabilities } = await client.hello()
  if (rtpCapabilities === null) throw new Error('The host has no media.')
  const warm = () => client.ask('session.warm', { room: 'demo', rtpCapabilities })
  await warm()
  await client.join('demo', 'Alice')

  await rm(workerBin)
  for (const pid of workers.all) process.kill(pid, 'SIGKILL')
  await client.notification('media.lost')
  expect(await client.refusal('session.warm', { room: 'demo', rtpCapabilities })).toBe('no_media')
  await expect
    .poll(async () => (await host.get('health')).body)
    .toMatchObject({
      status: 'degraded',
      reason: 'no_media',
      workers: { alive: 0 },
      people: 1,
    })
  await client.request('chat.send', { text: 'still talking' })

  await install()
  await expect.poll(async () => (await host.get('health')).status).toBe(200)
  await expect.poll(async () => 'result' in (await warm()), { interval: 500 }).toBe(true)
  await client.close()
})
