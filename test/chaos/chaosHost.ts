import * as mediasoup from 'mediasoup'
import { startHost } from '../fixtures/startHost.ts'
import type { HostUnderChaos } from './runSchedule.ts'

/** A host within this program, with a short heartbeat. It cannot be killed; its media workers can. */
export async function chaosHost(): Promise<HostUnderChaos & { stop(): Promise<void> }> {
  const workers = new Set<number>()
  mediasoup.observer.on('newworker', ({ pid, observer }) => {
    workers.add(pid)
    observer.once('close', () => workers.delete(pid))
  })
  const host = await startHost({ plainHttp: true, keepalivePingMs: '1s', keepalivePongMs: '1s' })
  return {
    port: host.port,
    killWorker() {
      const [pid] = workers
      if (pid !== undefined) process.kill(pid, 'SIGKILL')
    },
    stop: () => host.stop(),
  }
}
