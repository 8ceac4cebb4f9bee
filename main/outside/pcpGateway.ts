import { randomBytes } from 'node:crypto'
import { queryGateway } from './queryGateway.ts'
import { sourceAddress } from '../network/sourceAddress.ts'
import type { Gateway } from './Gateway.ts'

const VERSION = 2
const MAP = 1
const ANSWER = 128
const PROTOCOLS = { tcp: 6, udp: 17 } as const
/** The common header, and what MAP has behind it. */
const HEADER_BYTES = 24
const MAP_BYTES = HEADER_BYTES + 36
/** Only tells the outer address; what comes after it is for as long as somebody wants. */
const FIRST_LIFETIME_S = 120

interface Mapped {
  readonly address: string
  readonly port: number
}

/**
 * Asks a router by PCP (RFC 6887), the successor of NAT-PMP, for IPv4. It tells its outer address only with a port: the first
 * one is opened for two minutes.
 *
 * @param gateway the router's address on our side.
 * @param first a port that is wanted in any case.
 * @throws where it does not answer, or refuses.
 */
export async function pcpGateway(
  gateway: string,
  first: { readonly protocol: 'tcp' | 'udp'; readonly port: number },
  port: number,
): Promise<Gateway> {
  const client = await sourceAddress(gateway)
  // By this the router knows that it is us who renews and closes.
  const nonce = randomBytes(12)
  const map = (protocol: 'tcp' | 'udp', inside: number, lifetimeSeconds: number) => {
    const request = mapping(client, nonce, protocol, inside, lifetimeSeconds)
    return queryGateway(gateway, port, request, (answer) => read(answer, request))
  }
  const { address } = await map(first.protocol, first.port, FIRST_LIFETIME_S)
  return {
    outerAddress: address,
    async map(protocol, inside, lifetimeSeconds) {
      return (await map(protocol, inside, lifetimeSeconds)).port
    },
    async unmap(protocol, inside) {
      await map(protocol, inside, 0)
    },
  }
}

function mapping(
  client: string,
  nonce: Buffer,
  protocol: 'tcp' | 'udp',
  inside: number,
  lifetimeSeconds: number,
): Buffer {
  const request = Buffer.alloc(MAP_BYTES)
  request.writeUInt8(VERSION, 0)
  request.writeUInt8(MAP, 1)
  request.writeUInt32BE(lifetimeSeconds, 4)
  inIpv6(client).copy(request, 8)
  nonce.copy(request, HEADER_BYTES)
  request.writeUInt8(PROTOCOLS[protocol], HEADER_BYTES + 12)
  request.writeUInt16BE(inside, HEADER_BYTES + 16)
  // The same port outside where it is free, at whichever address.
  request.writeUInt16BE(lifetimeSeconds === 0 ? 0 : inside, HEADER_BYTES + 18)
  inIpv6('0.0.0.0').copy(request, HEADER_BYTES + 20)
  return request
}

/** `::ffff:192.168.1.20`, as PCP has all of IPv4. */
function inIpv6(address: string): Buffer {
  return Buffer.from([...Array.from({ length: 10 }, () => 0), 0xff, 0xff, ...address.split('.').map(Number)])
}

/** @throws where the router says no. */
function read(answer: Buffer, request: Buffer): Mapped | undefined {
  const [version, operation, , result] = answer
  if (answer.length < HEADER_BYTES || version !== VERSION || operation !== ANSWER + MAP) return undefined
  const same = (from: number, to: number) => answer.subarray(from, to).equals(request.subarray(from, to))
  // Of several requests at once, the answer to this one: nonce, protocol and inner port.
  if (answer.length >= MAP_BYTES && !same(HEADER_BYTES, HEADER_BYTES + 18)) return undefined
  if (result !== 0) throw new Error(`The router refuses (PCP result ${result}).`)
  if (answer.length < MAP_BYTES) return undefined
  return {
    address: [...answer.subarray(MAP_BYTES - 4, MAP_BYTES)].join('.'),
    port: answer.readUInt16BE(HEADER_BYTES + 18),
  }
}
