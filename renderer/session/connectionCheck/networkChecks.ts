import { ProtocolError } from '../../../protocol/wire/errors.ts'
import { limits } from '../../../protocol/limits.ts'
import { PROTOCOL } from '../../../protocol/wire/version.ts'
import {
  checkDevice,
  CheckTransport,
  type CheckWish,
  RouteBlockedError,
} from '../media/transport/CheckTransport.ts'
import { CheckConnection } from './CheckConnection.ts'
import type { Check, CheckTools } from './ConnectionCheck.ts'
import type { Finding } from './finding.ts'
import type { NetworkProbe } from './NetworkProbe.ts'
import { bandwidthFinding } from './bandwidthFinding.ts'
import { delay } from './delay.ts'
import { unreachableReason } from './unreachableReason.ts'

type Device = Awaited<ReturnType<typeof checkDevice>>
type Protocol = CheckWish['protocol']

/** Beyond this, people begin to talk at the same time. */
const SLOW_ROUND_TRIP_MS = 300

/**
 * Looks whether this host can be reached, by which ways media gets to it, and how much gets through.
 *
 * @param bases of the host, each ending in a slash, the likeliest first; empty: none is known.
 * @param eyes null: in a browser, where what is in between shows by the host's silence alone.
 */
export function networkChecks(bases: readonly string[], eyes: NetworkProbe | null): readonly Check[] {
  const [base] = bases
  const found: { line: CheckConnection | null; device: Device | null; ways: Set<Protocol> } = {
    line: null,
    device: null,
    ways: new Set(),
  }
  const open = (
    way: Protocol,
    direction: CheckWish['direction'],
    signal: AbortSignal,
  ): Promise<CheckTransport> | null => {
    const { line, device } = found
    if (line === null || device === null) return null
    return CheckTransport.open(device, line.request, { protocol: way, direction }, signal)
  }
  /** @returns null where there is nothing to look at, because the host or its media server is not there. */
  const lookFor = async (protocol: Protocol, signal: AbortSignal): Promise<Finding | null> => {
    const opening = open(protocol, 'recv', signal)
    if (opening === null) return null
    try {
      const transport = await opening
      found.ways.add(protocol)
      const ms = await transport.roundTripMs()
      transport.close()
      const values = { port: transport.port, ...(ms === null ? {} : { ms: Math.round(ms) }) }
      if (protocol === 'udp') return { code: 'udp_fine', values }
      return { code: found.ways.has('udp') ? 'tcp_fine' : 'tcp_carries', values }
    } catch (error) {
      if (!(error instanceof RouteBlockedError)) return refused(error)
      if (protocol === 'udp') return { code: 'udp_blocked' }
      if (found.ways.has('udp')) return { code: 'tcp_blocked' }
      // In front of the door, nobody is told what lets them use TURN servers: they cannot be tried.
      return { code: found.line?.hello.relays === true ? 'tcp_relayed' : 'tcp_blocked_too' }
    }
  }
  return [
    {
      name: 'host',
      run: async ({ signal }) => {
        if (base === undefined) return { code: 'host_unknown' }
        try {
          found.line = await CheckConnection.open(base, signal)
        } catch {
          const finding = eyes === null ? await unreachableReason(bases, null) : null
          return finding === null || finding.code === 'host_back' ? { code: 'host_unreachable' } : finding
        }
        const { line } = found
        signal.addEventListener('abort', () => line.close(), { once: true })
        return lookAtHost(line, (device) => (found.device = device))
      },
    },
    { name: 'udp', run: ({ signal }) => lookFor('udp', signal) },
    { name: 'tcp', run: ({ signal }) => lookFor('tcp', signal) },
    {
      name: 'speed',
      run: async ({ signal }) => {
        // The direct one where it was found, since it was looked for first.
        const [way] = found.ways
        try {
          return way === undefined ? null : await measure((direction) => open(way, direction, signal), signal)
        } catch (error) {
          return refused(error)
        } finally {
          found.line?.close()
        }
      },
    },
  ]
}

async function lookAtHost(line: CheckConnection, ready: (device: Device) => void): Promise<Finding> {
  const { protocol, rtpCapabilities } = line.hello
  if (PROTOCOL.max < protocol.min || PROTOCOL.min > protocol.max) return { code: 'host_version' }
  const askedAt = performance.now()
  await line.request('session.ping', {})
  const ms = Math.round(performance.now() - askedAt)
  if (rtpCapabilities === null) return { code: 'host_no_media', values: { ms } }
  const device = await checkDevice(rtpCapabilities).catch(() => null)
  if (device === null) return { code: 'network_unsupported' }
  ready(device)
  return { code: ms > SLOW_ROUND_TRIP_MS ? 'host_slow' : 'host_fine', values: { ms } }
}

async function measure(
  open: (direction: CheckWish['direction']) => Promise<CheckTransport> | null,
  signal: CheckTools['signal'],
): Promise<Finding | null> {
  const pause = (ms: number) => delay(ms, signal)
  const most = limits.checkBitrate
  const receiving = await open('recv')
  const down = (await receiving?.measureDown(pause)) ?? 0
  receiving?.close()
  const sending = await open('send')
  const up = (await sending?.measureUp(most, pause)) ?? 0
  sending?.close()
  return bandwidthFinding({ down, up, most })
}

/** The host says no, or the connection to it broke. */
function refused(error: unknown): Finding {
  if (!(error instanceof ProtocolError)) return { code: 'network_failed' }
  if (error.code === 'rate_limited') return { code: 'host_busy' }
  return { code: error.code === 'no_media' ? 'host_no_media' : 'network_failed' }
}
