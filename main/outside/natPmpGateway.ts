import { queryGateway } from './queryGateway.ts'
import type { Gateway } from './Gateway.ts'

const ANSWER = 128
const OPERATIONS = { address: 0, udp: 1, tcp: 2 } as const
const UNSUPPORTED_VERSION = 1

/** It speaks PCP and nothing older. */
class OtherVersion extends Error {}

/**
 * Asks a router for its outer address by NAT-PMP (RFC 6886).
 *
 * @param gateway the router's address on our side.
 * @returns `pcp` where the router wants to be asked by that; null where nobody answers there, or where it has no outer address.
 */
export async function natPmpGateway(gateway: string, port: number): Promise<Gateway | 'pcp' | null> {
  const ask = (request: Buffer, answerBytes: number) =>
    queryGateway(gateway, port, request, (answer) => read(answer, request, answerBytes))
  let told: Buffer
  try {
    told = await ask(Buffer.from([0, OPERATIONS.address]), 12)
  } catch (error) {
    return error instanceof OtherVersion ? 'pcp' : null
  }
  return {
    outerAddress: [...told.subarray(8, 12)].join('.'),
    async map(protocol, inside, lifetimeSeconds) {
      return (await ask(mapping(protocol, inside, inside, lifetimeSeconds), 16)).readUInt16BE(10)
    },
    async unmap(protocol, inside) {
      await ask(mapping(protocol, inside, 0, 0), 16)
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

/** @throws where the router says no. */
function read(answer: Buffer, request: Buffer, answerBytes: number): Buffer | undefined {
  const [version, operation] = answer
  if (answer.length < 4) return undefined
  // As RFC 6887, §9 and appendix A have it: in its own words, or in those of NAT-PMP.
  const result = answer.readUInt16BE(2)
  if (version === 2 || (version === 0 && result === UNSUPPORTED_VERSION)) throw new OtherVersion()
  if (answer.length < 8 || version !== 0 || operation !== ANSWER + (request[1] ?? 0)) return undefined
  if (result !== 0) throw new Error(`The router refuses (NAT-PMP result ${result}).`)
  if (answer.length < answerBytes) return undefined
  // Of several requests at once, the answer to this one.
  if (answerBytes === 16 && answer.readUInt16BE(8) !== request.readUInt16BE(4)) return undefined
  return answer
}
