import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { MortalHost } from '../fixtures/MortalHost.ts'
import type { HostUnderChaos } from './runSchedule.ts'

/** A host with a program of its own, which can be killed and goes on with the same port and data. */
export async function mortalChaosHost(): Promise<HostUnderChaos & { stop(): Promise<void> }> {
  const flags = [
    '--plain-http',
    '--static-dir',
    resolve(import.meta.dirname, '../../renderer'),
    '--keepalive-ping',
    '1s',
    '--keepalive-pong',
    '1s',
  ]
  const host = await MortalHost.start(flags)
  return {
    get port() {
      return host.port
    },
    kill: () => host.end('SIGKILL'),
    restart: () => host.start(),
    async killWorker() {
      // Where the host itself has just been killed, so were its workers.
      const children = await readFile(`/proc/${host.pid}/task/${host.pid}/children`, 'utf8').catch(() => '')
      const [worker] = children.split(' ').filter(Boolean).map(Number)
      if (worker !== undefined) process.kill(worker, 'SIGKILL')
    },
    stop: () => host.stop(),
  }
}
