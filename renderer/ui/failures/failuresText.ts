import type { TFunction } from 'i18next'
import type { Failure } from './Failures.ts'

/** What has gone wrong in the page, as the end of a report; empty where nothing has. */
export function failuresText(t: TFunction, failures: readonly Failure[]): string {
  if (failures.length === 0) return ''
  const lines = failures.map(({ place, ...failure }) =>
    t('failure.report.line', { ...failure, place: place ?? t('failure.report.nowhere') }),
  )
  return `\n${[t('failure.report.head'), ...lines].join('\n')}\n`
}
