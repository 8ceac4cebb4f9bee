import { type Logger, pino } from 'pino'

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]
export type { Logger }

/**
 * Structured lines on standard error, so that standard output keeps what a person or script asked for.
 * Whatever could hold a secret, a text or an address is not handed to it in the first place; the redaction is
 * the second line of defence.
 */
export function createLogger(level: LogLevel): Logger {
  const redact = ['*.key', '*.token', '*.password', '*.text', '*.address', '*.remoteAddress']
  return pino({ level, base: null, redact }, pino.destination({ dest: 2, sync: true }))
}
