import packageJson from '../../../package.json' with { type: 'json' }
import type { Health } from '../../../protocol/rest/operators.ts'
import type { OperatorRoutesOptions } from '../../api/operations/operatorRoutes.ts'
import type { Metrics, Readings } from '../../observability/Metrics.ts'
import { metricsContentTypes, formatMetrics } from '../../observability/formatMetrics.ts'
import type { RoomRegistry } from '../../rooms/RoomRegistry.ts'
import type { Sfu } from '../../sfu/Sfu.ts'

export interface OperatorReportsOptions {
  readonly token: string | undefined
  readonly health: () => Health
  readonly rooms: RoomRegistry
  readonly metrics: Metrics
  /** Null while the host is not up. */
  readonly sfu: () => Sfu | null
}

/** What the host tells its operators, gathered from its parts at the moment of asking. */
export function operatorReports({
  token,
  health,
  rooms,
  metrics,
  sfu,
}: OperatorReportsOptions): OperatorRoutesOptions {
  const readings = async (): Promise<Readings> => ({
    version: packageJson.version,
    uptimeMs: health().uptimeMs,
    rooms: rooms.size,
    people: rooms.people,
    tracks: rooms.tracks,
    workersWanted: health().workers.wanted,
    workers: [...((await sfu()?.usage()) ?? [])],
    roomForMore: health().roomForMore,
  })
  return {
    token,
    health,
    rooms: () => ({ ...rooms.sizes() }),
    metrics: async () => metrics.json(await readings()),
    metricsPage: async (format) => ({
      contentType: metricsContentTypes[format],
      text: formatMetrics(metrics.metrics(await readings()), format),
    }),
  }
}
