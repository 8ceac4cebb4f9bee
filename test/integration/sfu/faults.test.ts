import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { trackIdSchema } from '../../../protocol/ids.ts'
import { MediaRoom } from '../../../main/sfu/routing/MediaRoom.ts'
import { MediaSession } from '../../../main/sfu/session/MediaSession.ts'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'
import { unlessClosed } from '../../../main/sfu/routing/unlessClosed.ts'
import { WorkerPool } from '../../../main/sfu/workers/WorkerPool.ts'
import { roomNameSchema } from '../../../protocol/names.ts'
import { rtpCapabilitiesSchema } from '../../../protocol/wire/media/media.ts'

const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
const workerBin = process.env['MEDIASOUP_WORKER_BIN'] ?? null
const LISTENER = {
  mediaSilent: () => undefined,
  pathChanged: () => undefined,
  mediaLost: () => undefined,
  speaking: () => undefined,
  narrowed: () => undefined,
  demanded: () => undefined,
  repair: () => undefined,
  rerouted: () => undefined,
}

let said: (object & { readonly doing?: string })[]
const log = { warn: (details: object) => void said.push(details) }
beforeEach(() => {
  said = []
})

/** A room on a worker of its own. */
async function place(room = new MediaRoom(() => undefined)) {
  const worker = await MediaWorker.create(listen, workerBin, log)
  onTestFinished(() => worker.close())
  const held = await room.hold(worker, false)
  if (held === null) throw new Error('The worker has died.')
  return { room, worker, held }
}

/** Somebody with media there, who sends a voice. */
async function person({ held }: Awaited<ReturnType<typeof place>>) {
  const actor = { room: roomNameSchema.parse('demo'), session: randomBytes(4).toString('hex') }
  const capabilities = rtpCapabilitiesSchema.parse(held.home.router.rtpCapabilities)
  const media = await MediaSession.create(actor, held, capabilities, LISTENER, null)
  const ssrc = randomBytes(4).readUInt32BE()
  const codecs = [{ mimeType: 'audio/opus', payloadType: 111, clockRate: 48_000, channels: 2 }]
  const track = await media.produce('microphone', { codecs, encodings: [{ ssrc }] })
  return { media, track, session: actor.session }
}

it('a failure is told with what was being done and to what, unless that has been closed', () => {
  const error = new Error('The worker says no.')
  unlessClosed({ closed: false }, log, 'pausing a consumer', { consumer: 'c1' })(error)
  expect(said).toEqual([{ error, doing: 'pausing a consumer', consumer: 'c1' }])
  unlessClosed({ closed: true }, log, 'pausing a consumer')(error)
  unlessClosed([{ closed: false }, { closed: true }], log, 'piping a track')(error)
  expect(said).toHaveLength(1)
})

it('what the worker refuses of something that is open is told', async () => {
  const [here, elsewhere] = [await place(), await place()]
  const { media } = await person(elsewhere)
  const other = await person(elsewhere)
  const foreign = await elsewhere.held.home.router.createDirectTransport()
  const rtpParameters = {
    codecs: [{ mimeType: 'audio/opus' as const, payloadType: 111, clockRate: 48_000, channels: 2 }],
    encodings: [{ ssrc: 1 }],
  }
  const producer = await foreign.produce({ kind: 'audio', rtpParameters })
  // A voice that its router does not know.
  here.held.home.listenTo(producer)
  await expect
    .poll(() => said)
    .toEqual([{ error: expect.any(Error), doing: 'listening to a voice', producer: producer.id }])
  // A track that is not where it is said to be.
  const track = trackIdSchema.parse(randomBytes(16).toString('base64url'))
  const told = { onDemand: () => undefined, onRepeats: () => undefined }
  here.room.add(track, { producer, source: 'microphone', owner: {}, home: here.held.home, ...told })
  expect(await here.room.reach(track, elsewhere.held.home)).toBeNull()
  expect(said.map(({ doing }) => doing)).toEqual(['listening to a voice', 'piping a track'])
  media.close()
  other.media.close()
})

it('nothing is told of what is asked of transports that close meanwhile', async () => {
  const there = await place()
  const [one, other] = [await person(there), await person(there)]
  await other.media.consume([one.track])
  const asked = Promise.allSettled([other.media.consume([one.track]), one.media.setSending(one.track, true)])
  one.media.close()
  other.media.close()
  other.media.limit(500_000)
  await Promise.allSettled([asked, one.media.bytesReceived(), one.media.restartIce('send')])
  expect(said).toEqual([])
})

it('nothing is told of what a dying worker leaves unanswered', async () => {
  const there = await place()
  const far = await place(there.room)
  const [one, other] = [await person(there), await person(far)]
  await one.media.setSending(one.track, true)
  await other.media.consume([one.track])
  other.media.entered()
  const died = once(there.worker.worker, 'died')
  process.kill(there.worker.worker.pid, 'SIGKILL')
  // All of it is asked of a program that is gone, while nobody knows that yet.
  const asked = Promise.allSettled([
    one.media.setSending(one.track, false),
    one.media.setSending(one.track, true),
    one.media.restartIce('recv'),
    one.media.consume([other.track]),
    other.media.prefer([{ track: one.track, layer: null, priority: 1 }]),
    there.worker.usage(),
    there.worker.answers(),
  ])
  one.media.limit(300_000)
  await died
  await asked
  expect(said).toEqual([])
  one.media.close()
  other.media.close()
})

it('a program that cannot be started is told once, not every second, and so is a port that is taken', async () => {
  const problems: string[] = []
  const common = {
    workers: 1,
    anyPort: true,
    log,
    onProblem: (error: Error) => problems.push(error.message),
    onDeath: () => undefined,
    onTurn: () => undefined,
  }
  const tries = { count: 0 }
  const missing = new Proxy(listen, {
    get: (target, name: keyof typeof listen) => {
      if (name === 'addresses') tries.count += 1
      return target[name]
    },
  })
  const none = await WorkerPool.create({ ...common, listen: missing, workerBin: '/nowhere/worker' })
  onTestFinished(() => none.close())
  const first = tries.count
  await expect.poll(() => tries.count).toBeGreaterThan(first + 2)
  expect(problems).toHaveLength(2)
  expect(said).toEqual([])

  const holder = await WorkerPool.create({ ...common, listen, workerBin })
  onTestFinished(() => holder.close())
  const [worker] = holder.alive
  const port = await takenBy(worker)
  const second = await WorkerPool.create({ ...common, listen: { ...listen, port }, workerBin })
  onTestFinished(() => second.close())
  expect(second.alive).toHaveLength(2)
  expect(said).toContainEqual({ error: expect.any(Error), port })
})

/** The port on which a worker listens. */
async function takenBy(worker: MediaWorker | undefined): Promise<number> {
  const [server] = worker?.listeners.servers ?? []
  const { udpSockets = [] } = (await server?.dump()) ?? {}
  return udpSockets[0]?.port ?? 0
}
