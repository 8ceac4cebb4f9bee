import type { types } from 'mediasoup'
import type { FindOutside } from './OutsideAddress.ts'
import type { Transport } from '../../protocol/media.ts'

/**
 * What a client needs to make its end of a transport.
 *
 * @param local whether the client runs on this computer; only then loopback candidates make sense to it.
 * @param outside where our ports are reached from outside; those candidates come after all others.
 */
export function describeTransport(
  transport: types.WebRtcTransport,
  local: boolean,
  outside: FindOutside,
): Transport {
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: [
      ...candidatesFor(transport.iceCandidates, local),
      ...outsideCandidates(transport.iceCandidates, outside),
    ],
    dtlsParameters: { fingerprints: strongest(transport.dtlsParameters.fingerprints) },
  }
}

/** The worker names its certificate in five ways; one that every client knows is enough. */
function strongest(fingerprints: readonly types.DtlsFingerprint[]): types.DtlsFingerprint[] {
  const sha256 = fingerprints.filter(({ algorithm }) => algorithm === 'sha-256')
  return sha256.length > 0 ? sha256 : [...fingerprints]
}

/** The worker need not know of them: whoever comes by the router comes to the same ports. */
function outsideCandidates(
  candidates: readonly types.IceCandidate[],
  outside: FindOutside,
): types.IceCandidate[] {
  const known = new Set<string>()
  return candidates.flatMap((candidate) => {
    const found = outside(candidate.protocol, candidate.port)
    const name = `${candidate.protocol} ${candidate.port}`
    if (found === null || known.has(name)) return []
    known.add(name)
    const { address, port } = found
    // Somebody at home is led to the nearer address as long as that answers.
    const priority = Math.floor(candidate.priority / 2)
    return [
      { ...candidate, foundation: `outside${candidate.protocol}`, priority, ip: address, address, port },
    ]
  })
}

function isLoopback(candidate: types.IceCandidate): boolean {
  return candidate.address.startsWith('127.') || candidate.address === '::1'
}

/** A client elsewhere would try its own loopback; where loopback is all we listen on, there is no choice. */
function candidatesFor(candidates: readonly types.IceCandidate[], local: boolean): types.IceCandidate[] {
  const others = candidates.filter((candidate) => !isLoopback(candidate))
  if (others.length === 0 || local) return [...candidates]
  return others
}
