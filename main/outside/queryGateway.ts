import { createSocket } from 'node:dgram'

/** Where routers take such questions, by NAT-PMP and PCP alike. */
export const ROUTER_PORT = 5351
/** A router is a cable away; RFC 6886 doubles from here as well, and for much longer. */
const FIRST_WAIT_MS = 250
const TRIES = 4

/**
 * Sends a router one packet until it answers.
 *
 * @param read gets what the router says. Undefined: it is no answer to this. What it throws is the answer.
 * @throws where no answer comes in time, and what `read` throws.
 */
export function queryGateway<Answer>(
  gateway: string,
  port: number,
  request: Buffer,
  read: (answer: Buffer) => Answer | undefined,
): Promise<Answer> {
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
    socket.on('message', (bytes) => {
      try {
        const answer = read(bytes)
        if (answer !== undefined) end(() => resolve(answer))
      } catch (error) {
        end(() => reject(error instanceof Error ? error : new Error(String(error))))
      }
    })
    socket.connect(port, gateway, send)
  })
}
