import { isIPv6 } from 'node:net'
import type { types } from 'mediasoup'
import { isLoopback } from '../../network/isLoopback.ts'
import type { FindOutside } from '../workers/portMapping.ts'
import type { Transport } from '../../../protocol/wire/media/media.ts'

/** How clients get to a worker. */
export interface Reach {
  /** An address to tell besides, for a host behind NAT: it leads to the last one of its kind, or the last one. */
  readonly announce: string | null
  /** Where our ports are reached from outside; those candidates come after all others. */
  readonly outside: FindOutside
  /** Whether an address that was listened on once is there now. */
  isCurrent(address: string): boolean
}

/**
 * What a client needs to make its end of a transport.
 *
 * @param local whether the client runs on this computer; only then loopback candidates make sense to it.
 */
export function describeTransport(transport: types.WebRtcTransport, local: boolean, reach: Reach): Transport {
  const current = transport.iceCandidates.filter(
    (one) => reach.isCurrent(one.address) && (local || !isLoopback(one.address)),
  )
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: [
      ...current,
      ...announcedCandidates(current, reach.announce),
      ...outsideCandidates(transport.iceCandidates, reach.outside),
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

/** The worker need not know of this one either. */
function announcedCandidates(
  candidates: readonly types.IceCandidate[],
  announce: string | null,
): types.IceCandidate[] {
  if (announce === null || candidates.some(({ address }) => address === announce)) return []
  return (['udp', 'tcp'] as const).flatMap((protocol) => {
    const likely = candidates.filter((one) => one.protocol === protocol)
    const behind = likely.findLast(({ address }) => isIPv6(address) === isIPv6(announce)) ?? likely.at(-1)
    if (behind === undefined) return []
    return [{ ...behind, foundation: `announced-${protocol}`, ip: announce, address: announce }]
  })
}
