/** The nearest-rank percentile of some numbers; `share` from 0 to 100. */
export function percentile(numbers, share) {
  const sorted = numbers.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((share / 100) * sorted.length) - 1)] ?? Number.NaN
}

export function median(numbers) {
  return percentile(numbers, 50)
}

/** A Markdown table, ready for docs/performance.md. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
