import { createSocket } from 'node:dgram'
import { readFile } from 'node:fs/promises'
import { expect, it, onTestFinished } from 'vitest'
import { MediaWorker } from '../../../main/sfu/workers/MediaWorker.ts'

/** What 25 people who show their cameras send in some 60 ms: more than fits without asking for room. */
const PACKETS = 150
const PACKET = Buffer.alloc(1200, 1)

/** Packets for a UDP port that the system has thrown away because nobody read them in time. */
async function lostAt(port: number): Promise<number> {
  const sockets = (await readFile('/proc/net/udp', 'utf8')).trim().split('\n').slice(1)
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  const own = sockets
    .map((line) => line.trim().split(/\s+/))
    .find((fields) => fields[1] === `0100007F:${hex}`)
  if (own === undefined) throw new Error(`Nobody listens on port ${port}.`)
  return Number(own.at(-1))
}

it('loses nothing of what a large meeting sends while the worker is busy', async () => {
  const listen = { addresses: ['127.0.0.1'], announce: null, port: 0, outside: () => null }
  const worker = await MediaWorker.create(listen, process.env['MEDIASOUP_WORKER_BIN'] ?? null, console)
  onTestFinished(() => worker.close())
  const [server] = worker.listeners.servers
  const [bound] = (await server?.dump())?.udpSockets ?? []
  const port = bound?.port ?? 0
  const socket = createSocket('udp4')
  onTestFinished(() => void socket.close())
  process.kill(worker.worker.pid, 'SIGSTOP')
  onTestFinished(() => void process.kill(worker.worker.pid, 'SIGCONT'))
  for (let count = 0; count < PACKETS; count += 1)
    await new Promise<void>((resolve, reject) =>
      socket.send(PACKET, port, '127.0.0.1', (error) => (error === null ? resolve() : reject(error))),
    )
  expect(await lostAt(port)).toBe(0)
})
