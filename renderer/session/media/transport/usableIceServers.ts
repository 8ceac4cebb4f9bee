import type { IceServer } from '../../../../protocol/hostProcess/outsideAccess.ts'

/**
 * Those of a host's STUN and TURN servers that this browser takes. A single one that it does not take, such as one with a port
 * of 99999, would leave us without any connection.
 */
export function usableIceServers(servers: readonly IceServer[]): IceServer[] {
  if (!('RTCPeerConnection' in globalThis)) return [...servers]
  if (areUsable(servers)) return [...servers]
  return servers.flatMap((server) => {
    const urls = server.urls.filter((url) => areUsable([{ ...server, urls: [url] }]))
    return urls.length === 0 ? [] : [{ ...server, urls }]
  })
}

function areUsable(servers: readonly IceServer[]): boolean {
  try {
    new RTCPeerConnection({ iceServers: [...servers] }).close()
    return true
  } catch {
    return false
  }
}
