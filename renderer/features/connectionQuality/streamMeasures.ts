import type { TFunction } from 'i18next'
import type { StreamNumbers } from '../../session/media/stats/ConnectionStats.ts'
import { formatBitrate } from './formatBitrate.ts'

/** What is told of a stream, in the order in which it is shown. */
export const MEASURES = [
  'bitrate',
  'loss',
  'jitter',
  'roundTrip',
  'resolution',
  'frameRate',
  'codec',
  'layer',
  'limitation',
  'concealed',
  'frozen',
] as const
export type Measure = (typeof MEASURES)[number]

const LIMITATIONS = ['none', 'cpu', 'bandwidth', 'other'] as const

/** Everything that is known of a stream, in words. What is not known, or means nothing for it, is absent. */
export function streamMeasures(
  t: TFunction,
  stream: StreamNumbers,
): Readonly<Partial<Record<Measure, string>>> {
  const { bitsPerSecond, lossPercent, jitterMs, roundTripMs, concealedPercent } = stream
  return {
    ...say('bitrate', bitsPerSecond, (bits) => formatBitrate(t, bits)),
    ...say('loss', lossPercent, (value) => t('quality.percent', { value: value.toFixed(1) })),
    ...say('jitter', jitterMs, (value) => t('quality.ms', { value: Math.round(value) })),
    ...say('roundTrip', roundTripMs, (value) => t('quality.ms', { value: Math.round(value) })),
    ...say('codec', stream.codec, (codec) => codec),
    ...say('layer', stream.layer, (layer) => layer),
    ...(stream.kind === 'video'
      ? ofPicture(t, stream)
      : say('concealed', stream.direction === 'received' ? concealedPercent : null, (value) =>
          t('quality.percent', { value: value.toFixed(1) }),
        )),
  }
}

function ofPicture(t: TFunction, stream: StreamNumbers): Partial<Record<Measure, string>> {
  const { width, height, framesPerSecond, frozenPercent, freezes, direction } = stream
  const limitation = LIMITATIONS.find((one) => one === stream.limitation) ?? null
  return {
    ...(width === null || height === null ? {} : { resolution: t('quality.size', { width, height }) }),
    ...say('frameRate', framesPerSecond, (frames) => String(Math.round(frames))),
    ...say('limitation', limitation, (one) => t(`quality.limitation.${one}`)),
    ...say('frozen', direction === 'received' ? frozenPercent : null, (value) =>
      t('quality.frozen', { value: Math.round(value), count: freezes ?? 0 }),
    ),
  }
}

function say<Value>(
  measure: Measure,
  value: Value | null,
  words: (value: Value) => string,
): Partial<Record<Measure, string>> {
  return value === null ? {} : { [measure]: words(value) }
}
