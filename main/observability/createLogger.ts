import { type DestinationStream, type Logger, pino } from 'pino'
import { serializeError } from './serializeError.ts'
import type { LogFormat, LogLevel } from './logLevels.ts'
import { formatLogLine } from './formatLogLine.ts'

export type { Logger }

/**
 * Structured lines on standard error, so that standard output keeps what a person or script asked for: JSON, or on
 * a terminal a form for people.
 * Whatever could hold a secret, a text or an address is not handed to it in the first place; the redaction is
 * the second line of defence.
 */
export function createLogger(level: LogLevel, format: LogFormat): Logger {
  const terminal = process.stderr.isTTY === true
  const pretty = format === 'pretty' || (format === 'auto' && terminal)
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError },
      redact: ['key', 'token', 'password', 'text', 'address', 'remoteAddress'].flatMap((name) => [
        name,
        `*.${name}`,
      ]),
    },
    pretty ? prettyStream(terminal && !process.env['NO_COLOR']) : pino.destination({ dest: 2, sync: true }),
  )
}

function prettyStream(colours: boolean): DestinationStream {
  return {
    write(line) {
      const record: unknown = JSON.parse(line)
      if (typeof record === 'object' && record !== null)
        process.stderr.write(formatLogLine({ ...record }, colours))
    },
  }
}
