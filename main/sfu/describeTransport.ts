import type { types } from 'mediasoup'
import type { Transport } from '../../protocol/media.ts'

/**
 * What a client needs to make its end of a transport.
 *
 * @param local whether the client runs on this computer; only then loopback candidates make sense to it.
 */
export function describeTransport(transport: types.WebRtcTransport, local: boolean): Transport {
  return {
    id: transport.id,
    iceParameters: transport.iceParameters,
    iceCandidates: candidatesFor(transport.iceCandidates, local),
    dtlsParameters: { fingerprints: strongest(transport.dtlsParameters.fingerprints) },
  }
}

/** The worker names its certificate in five ways; one that every client knows is enough. */
function strongest(fingerprints: readonly types.DtlsFingerprint[]): types.DtlsFingerprint[] {
  const sha256 = fingerprints.filter(({ algorithm }) => algorithm === 'sha-256')
  return sha256.length > 0 ? sha256 : [...fingerprints]
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
