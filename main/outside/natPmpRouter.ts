import { createSocket } from 'node:dgram'
import type { Router } from './Router.ts'

const PORT = 5351
const ANSWER = 128
const OPERATIONS = { address: 0, udp: 1, tcp: 2 } as const
/** A router is a cable away; RFC 6886 doubles from here as well, and for much longer. */
const FIRST_WAIT_MS = 250
const TRIES = 4

/**
 * Asks a router for its outer address by NAT-PMP (RFC 6886).
 *
 * @param gateway the router's address on our side.
 * @returns null where nobody answers there, or where it has no outer address.
 */
export async function natPmpRouter(gateway: string, port = PORT): Promise<Router | null> {
  const told = await ask(gateway, port, Buffer.from([0, OPERATIONS.address]), 12).catch(() => null)
  if (told === null) return null
  return {
    outerAddress: [...told.subarray(8, 12)].join('.'),
    async map(protocol, inside, lifetimeSeconds) {
      const request = mapping(protocol, inside, inside, lifetimeSeconds)
      return (await ask(gateway, port, request, 16)).readUInt16BE(10)
    },
    async unmap(protocol, inside) {
      await ask(gateway, port, mapping(protocol, inside, 0, 0), 16)
    },
  }
}

function mapping(protocol: 'tcp' | 'udp', inside: number, outside: number, lifetimeSeconds: number): Buffer {
  const request = Buffer.alloc(12)
  request.writeUInt8(OPERATIONS[protocol], 1)
  request.writeUInt16BE(inside, 4)
  request.writeUInt16BE(outside, 6)
  request.writeUInt32BE(lifetimeSeconds, 8)
  return request
}

/** @throws where no answer comes in time, or one that says no. */
function ask(gateway: string, port: number, request: Buffer, answerBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    let tries = 0
    let timer: NodeJS.Timeout | undefined
    const end = (settle: () => void) => {
      clearTimeout(timer)
      socket.removeAllListeners()
      socket.on('error', () => undefined)
      socket.close()
      settle()
    }
    const send = () => {
      if (tries === TRIES) return end(() => reject(new Error('The router does not answer.')))
      timer = setTimeout(send, FIRST_WAIT_MS * 2 ** tries)
      tries += 1
      socket.send(request)
    }
    socket.on('error', (error) => end(() => reject(error)))
    // A connected socket hears nobody but the router.
    socket.on('message', (answer) => {
      const [version, operation] = answer
      if (answer.length < 8 || version !== 0 || operation !== ANSWER + (request[1] ?? 0)) return
      const result = answer.readUInt16BE(2)
      if (result !== 0) return end(() => reject(new Error(`The router refuses (NAT-PMP result ${result}).`)))
      if (answer.length < answerBytes) return
      // Of several requests at once, the answer to this one.
      if (answerBytes === 16 && answer.readUInt16BE(8) !== request.readUInt16BE(4)) return
      end(() => resolve(answer))
    })
    socket.connect(port, gateway, send)
  })
}
