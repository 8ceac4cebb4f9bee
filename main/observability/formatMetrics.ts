import type { Histogram } from './Histogram.ts'

interface Sample {
  readonly labels?: Readonly<Record<string, string>>
  readonly value: number
}

/** One metric with all its series. A counter's name ends in `_total`. */
export type Metric = { readonly name: string; readonly help: string } & (
  | { readonly type: 'counter' | 'gauge'; readonly samples: readonly Sample[] }
  | { readonly type: 'histogram'; readonly histogram: Histogram }
)

export type MetricsFormat = 'prometheus' | 'openmetrics'

export const metricsContentTypes: Readonly<Record<MetricsFormat, string>> = {
  prometheus: 'text/plain; version=0.0.4; charset=utf-8',
  openmetrics: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
}

/**
 * Metrics in the text that Prometheus reads. The two formats differ only in how a counter's family is called and in
 * the mark at the end.
 */
export function formatMetrics(metrics: readonly Metric[], format: MetricsFormat): string {
  const lines = metrics.flatMap((metric) => {
    const family = format === 'openmetrics' ? metric.name.replace(/_total$/, '') : metric.name
    return [`# HELP ${family} ${metric.help}`, `# TYPE ${family} ${metric.type}`, ...series(metric)]
  })
  return `${[...lines, ...(format === 'openmetrics' ? ['# EOF'] : [])].join('\n')}\n`
}

function series(metric: Metric): string[] {
  const { name } = metric
  if (metric.type !== 'histogram')
    return metric.samples.map(({ labels = {}, value }) => line(name, labels, value))
  const { buckets, sum, count } = metric.histogram
  return [
    ...buckets.map(({ bound, count: below }) => line(`${name}_bucket`, { le: written(bound) }, below)),
    line(`${name}_sum`, {}, sum),
    line(`${name}_count`, {}, count),
  ]
}

function line(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`)
  return `${name}${pairs.length === 0 ? '' : `{${pairs.join(',')}}`} ${written(value)}`
}

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')
}

function written(value: number): string {
  return value === Infinity ? '+Inf' : String(value)
}
