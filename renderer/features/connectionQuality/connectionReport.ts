import type { TFunction } from 'i18next'
import type { PeerId } from '../../../protocol/ids.ts'
import type { ConnectionNumbers, MomentNumbers } from '../../session/media/stats/ConnectionStats.ts'
import type { ReceiveMode } from '../../session/media/subscribing/Subscriber.ts'
import { formatBitrate } from './formatBitrate.ts'
import { MEASURES, streamMeasures } from './streamMeasures.ts'
import { latestAndPeak } from './latestAndPeak.ts'

export interface ReportParams {
  readonly numbers: ConnectionNumbers
  readonly self: PeerId | null
  readonly reception: ReceiveMode
}

/**
 * The numbers as plain text, to be sent to whoever can help. It is made of numbers and our own words alone: of the people,
 * the room and the network nothing is in it.
 */
export function connectionReport(t: TFunction, { numbers, self, reception }: ReportParams): string {
  const lines = [
    t('quality.report.head'),
    t('quality.report.receive', { choice: t(`quality.choice.${reception}`) }),
    ...momentLines(t, numbers.moments),
  ]
  let others = 0
  for (const { peer, quality, streams } of numbers.people) {
    const own = peer === self
    if (!own) others += 1
    const name = own ? t('quality.report.you') : t('quality.report.person', { number: others })
    lines.push('', t('quality.personQuality', { name, quality: t(`quality.${quality}`) }))
    for (const stream of streams) {
      const measures = streamMeasures(t, stream)
      const values = MEASURES.flatMap((measure) => {
        const value = measures[measure]
        const title = t(`quality.measures.${measure}`)
        return value === undefined ? [] : [t('quality.report.line', { title, value })]
      })
      const source = t(`quality.source.${stream.source}`)
      const direction = t(`quality.report.${stream.direction}`)
      lines.push(t('quality.report.stream', { source, direction, values: values.join(', ') }))
    }
  }
  return `${lines.join('\n')}\n`
}

function momentLines(t: TFunction, moments: readonly MomentNumbers[]): string[] {
  const bitrate = (value: number) => formatBitrate(t, value)
  const percent = (value: number) => t('quality.percent', { value: value.toFixed(1) })
  const ms = (value: number) => t('quality.ms', { value: Math.round(value) })
  const line = (title: string, format: (value: number) => string, values: readonly (number | null)[]) => {
    const summary = latestAndPeak(values)
    if (summary === null) return []
    const value = t('quality.report.range', { now: format(summary.now), most: format(summary.most) })
    return [t('quality.report.line', { title, value })]
  }
  return [
    ...line(
      t('quality.report.down'),
      bitrate,
      moments.map((moment) => moment.receivedBitsPerSecond),
    ),
    ...line(
      t('quality.report.up'),
      bitrate,
      moments.map((moment) => moment.sentBitsPerSecond),
    ),
    ...line(
      t('quality.loss'),
      percent,
      moments.map((moment) => moment.lossPercent),
    ),
    ...line(
      t('quality.roundTrip'),
      ms,
      moments.map((moment) => moment.roundTripMs),
    ),
  ]
}
