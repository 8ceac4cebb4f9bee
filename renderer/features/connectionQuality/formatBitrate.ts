import type { TFunction } from 'i18next'

/** @param bits per second. */
export function formatBitrate(t: TFunction, bits: number): string {
  const kilobits = Math.round(bits / 1000)
  return kilobits < 1000
    ? t('quality.kbits', { value: kilobits })
    : t('quality.mbits', { value: (bits / 1e6).toFixed(1) })
}
