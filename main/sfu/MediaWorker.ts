import * as mediasoup from 'mediasoup'
import { type WorkerUsage, workerUsage } from './workerUsage.ts'

/** Where a worker listens for media. Port 0 takes any free port. */
export interface MediaListen {
  /** Local addresses to listen on. */
  readonly addresses: readonly string[]
  /** An address to tell clients besides, for a host behind NAT; it leads to the last of `addresses`. */
  readonly announce: string | null
  readonly port: number
}

const START_TIMEOUT_MS = 5000

/** One mediasoup worker process with the one WebRtcServer that all its transports share. */
export class MediaWorker {
  readonly worker: mediasoup.types.Worker
  readonly webRtcServer: mediasoup.types.WebRtcServer
  #rooms = 0

  private constructor(worker: mediasoup.types.Worker, webRtcServer: mediasoup.types.WebRtcServer) {
    this.worker = worker
    this.webRtcServer = webRtcServer
    worker.observer.on('newrouter', (router) => {
      this.#rooms += 1
      router.observer.once('close', () => {
        this.#rooms -= 1
      })
    })
  }

  /** @throws when the program cannot be started within five seconds, or the port is taken. */
  static async create(listen: MediaListen, workerBin: string | null): Promise<MediaWorker> {
    const starting = mediasoup.createWorker({
      logLevel: 'warn',
      ...(workerBin === null ? {} : { workerBin }),
    })
    const worker = await withTimeout(starting, START_TIMEOUT_MS)
    try {
      const webRtcServer = await worker.createWebRtcServer({ listenInfos: listenInfos(listen) })
      return new MediaWorker(worker, webRtcServer)
    } catch (error) {
      worker.close()
      throw error
    }
  }

  /** How many rooms this worker carries now. */
  get rooms(): number {
    return this.#rooms
  }

  /** Null where the worker does not answer. */
  usage(): Promise<WorkerUsage | null> {
    return workerUsage(this.worker)
  }

  /** Ends the program by force where it no longer answers; what follows is the same as when it dies. */
  kill(): void {
    try {
      process.kill(this.worker.pid, 'SIGKILL')
    } catch {
      // It has ended by itself in the meantime.
    }
  }

  /** Whether the program answers within a time (milliseconds). */
  async answers(withinMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), withinMs)
    })
    const answer = this.worker.getResourceUsage().then(
      () => true,
      // A worker that is closed is not hung.
      () => true,
    )
    const answered = await Promise.race([answer, late])
    clearTimeout(timer)
    return answered
  }

  close(): void {
    this.worker.close()
  }
}

function listenInfos({ addresses, announce, port }: MediaListen): mediasoup.types.TransportListenInfo[] {
  return addresses.flatMap((ip, index) => {
    const announced = index === addresses.length - 1 && announce !== null
    const address = announced ? { announcedAddress: announce, exposeInternalIp: true } : {}
    return [
      { protocol: 'udp' as const, ip, port, ...address },
      { protocol: 'tcp' as const, ip, port, ...address },
    ]
  })
}

/** A worker that comes up after its time was over is closed, so that no process is left behind. */
async function withTimeout(
  starting: Promise<mediasoup.types.Worker>,
  ms: number,
): Promise<mediasoup.types.Worker> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`The media worker did not start within ${ms / 1000} seconds.`))
      starting.then((worker) => worker.close()).catch(() => undefined)
    }, ms)
  })
  try {
    return await Promise.race([starting, late])
  } finally {
    clearTimeout(timer)
  }
}
