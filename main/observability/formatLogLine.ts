const COLOURS: Readonly<Record<string, number>> = { debug: 90, info: 36, warn: 33, error: 31 }

/**
 * One log record as a person reads it in a terminal: time, level, sentence, details. Values are written as JSON, so
 * that nothing in them can move the cursor or colour the screen.
 */
export function formatLogLine(record: Readonly<Record<string, unknown>>, colours: boolean): string {
  const { time, level, msg, ...details } = record
  const clock = String(time).slice(11, 23)
  const name = String(level)
  const tag = name.toUpperCase().padEnd(5)
  const code = COLOURS[name] ?? 0
  const shown = colours ? `\u001b[${code}m${tag}\u001b[0m` : tag
  const pairs = Object.entries(details).map(([key, value]) => `${key}=${asText(value)}`)
  return `${[clock, shown, String(msg ?? ''), ...pairs].join(' ')}\n`
}

function asText(value: unknown): string {
  return typeof value === 'string' && /^[\w./:-]+$/.test(value) ? value : (JSON.stringify(value) ?? '')
}
