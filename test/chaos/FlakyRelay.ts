import { once } from 'node:events'
import { connect, createServer, type Server, type Socket } from 'node:net'

interface Pipe {
  readonly from: Socket
  readonly to: Socket
  /** What has not been passed on yet, and when it may be. */
  readonly waiting: { readonly data: Buffer; readonly at: number }[]
}

const LOOK_MS = 2

/** Stands between one client and a host, as an unreliable network: resets, ends, delays, swallows. */
export class FlakyRelay {
  readonly base: string
  readonly #server: Server
  readonly #hostPort: () => number
  readonly #pipes = new Set<Pipe>()
  readonly #timer: NodeJS.Timeout
  #blackHole = false
  #refusing = false
  #delayMs = 0

  private constructor(server: Server, hostPort: () => number, port: number) {
    this.#server = server
    this.#hostPort = hostPort
    this.base = `http://127.0.0.1:${port}/`
    this.#timer = setInterval(() => this.#passOn(), LOOK_MS)
  }

  /** @param hostPort is asked for each connection: a host may come back elsewhere. */
  static async to(hostPort: () => number): Promise<FlakyRelay> {
    const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const bound = server.address()
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0
    const relay = new FlakyRelay(server, hostPort, port)
    server.on('connection', (socket) => relay.#join(socket))
    return relay
  }

  reset(): void {
    for (const { from } of this.#pipes) from.resetAndDestroy()
  }

  end(): void {
    for (const { from } of this.#pipes) from.end()
  }

  blackHole(on: boolean): void {
    this.#blackHole = on
  }

  refuse(on: boolean): void {
    this.#refusing = on
    if (on) for (const { from } of this.#pipes) from.destroy()
  }

  delay(ms: number): void {
    this.#delayMs = ms
  }

  /** From now on nothing is in the way. */
  heal(): void {
    this.#blackHole = this.#refusing = false
    this.#delayMs = 0
  }

  close(): void {
    clearInterval(this.#timer)
    for (const { from } of this.#pipes) from.destroy()
    this.#server.close()
  }

  #join(socket: Socket): void {
    if (this.#refusing) return void socket.resetAndDestroy()
    const onward = connect({ port: this.#hostPort(), host: '127.0.0.1', allowHalfOpen: true })
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      const pipe: Pipe = { from, to, waiting: [] }
      this.#pipes.add(pipe)
      from.on('error', () => undefined)
      from.on('data', (data) => pipe.waiting.push({ data, at: performance.now() + this.#delayMs }))
      from.on('end', () => to.end())
      from.on('close', () => {
        this.#pipes.delete(pipe)
        to.destroy()
      })
    }
  }

  #passOn(): void {
    if (this.#blackHole) return
    const now = performance.now()
    for (const { to, waiting } of this.#pipes) {
      while (waiting[0] !== undefined && waiting[0].at <= now) {
        const next = waiting.shift()
        if (next !== undefined && to.writable) to.write(next.data)
      }
    }
  }
}
