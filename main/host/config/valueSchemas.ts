import { z } from 'zod'
import { parseIceServer } from '../../../protocol/hostProcess/outsideAccess.ts'
import { dnsName } from '../../tls/dnsName.ts'
import { canonicalAddress } from '../../network/canonicalAddress.ts'
import { readOrigin } from '../../network/readOrigin.ts'

// How the values of settings are written: on the command line, in the environment and in the file alike.

/** Text with whatever blanks a file or an editor has left around it. */
const trimmed = (problem: string) => z.string(problem).trim()

/** A number, or its digits as text. Anything else that JavaScript would turn into a number is not meant as one. */
const numeric = (problem: string) =>
  z.union(
    [
      z.number(),
      trimmed(problem)
        .regex(/^-?\d+(?:\.\d+)?$/)
        .transform(Number),
    ],
    problem,
  )

const PORT_PROBLEM = 'A port is a number from 0 to 65535.'
/** Also as proxies and containers write it: `:8443`, `8443/tcp`. */
export const port = z
  .union(
    [z.number(), trimmed(PORT_PROBLEM).transform((text) => text.replace(/^:|\/tcp$/gi, ''))],
    PORT_PROBLEM,
  )
  .pipe(numeric(PORT_PROBLEM))
  .pipe(z.number(PORT_PROBLEM).int('A port is a whole number.').min(0, PORT_PROBLEM).max(65535, PORT_PROBLEM))

const WORKERS_PROBLEM = 'The number of workers is a whole number from 1 to 64.'
export const workers = numeric(WORKERS_PROBLEM).pipe(
  z.number(WORKERS_PROBLEM).int(WORKERS_PROBLEM).min(1, WORKERS_PROBLEM).max(64, WORKERS_PROBLEM),
)

const CONSUMERS_PROBLEM = 'Consumers per worker are a whole number from 2 to 100000.'
export const consumersPerWorker = numeric(CONSUMERS_PROBLEM).pipe(
  z
    .number(CONSUMERS_PROBLEM)
    .int(CONSUMERS_PROBLEM)
    .min(2, CONSUMERS_PROBLEM)
    .max(100_000, CONSUMERS_PROBLEM),
)

const PERCENT_PROBLEM = 'Percent are a whole number from 1 to 100.'
export const percent = numeric(PERCENT_PROBLEM).pipe(
  z.number(PERCENT_PROBLEM).int(PERCENT_PROBLEM).min(1, PERCENT_PROBLEM).max(100, PERCENT_PROBLEM),
)

const ADDRESS_PROBLEM = 'An address is written as in 192.168.1.20 or fd00::20, without a port or a name.'
/** An IP address, also in brackets. */
export const ipAddress = trimmed(ADDRESS_PROBLEM)
  .transform((text) => text.replaceAll(/^\[|\]$/g, ''))
  .pipe(z.union([z.ipv4(), z.ipv6()], ADDRESS_PROBLEM))

/** An IP address of this computer. The ways to write "every address" mean the same as leaving it out. */
export const address = trimmed(ADDRESS_PROBLEM)
  .transform((text) => (text.toLowerCase() === 'localhost' ? '127.0.0.1' : text === '*' ? '::' : text))
  .pipe(ipAddress)
  .transform((text) => (text === '0.0.0.0' || text === '::' ? undefined : text))

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const
const PART = /(\d{1,9}(?:\.\d{1,3})?)(ms|s|m|h)/g
const DURATION = /^(?:\d{1,9}(?:\.\d{1,3})?(?:ms|s|m|h)){1,4}$/
const LONGEST_MS = 24 * UNIT_MS.h
const SHORTEST_MS = 10
const DURATION_PROBLEM = 'A duration is written as in 500ms, 30s or 2m, and is from 10ms to 24h.'

/** `500ms`, `30s`, `2m`, `1h`, and several of them as in `1m30s`; comes out as milliseconds. */
export const duration = z
  .string(DURATION_PROBLEM)
  .transform(milliseconds)
  .pipe(z.number().min(SHORTEST_MS, DURATION_PROBLEM).max(LONGEST_MS, DURATION_PROBLEM))

/** Not a duration: zero, which the range then refuses with the one sentence. */
function milliseconds(text: string): number {
  const plain = text.toLowerCase().replaceAll(/\s/g, '')
  if (!DURATION.test(plain)) return 0
  const parts = [...plain.matchAll(PART)].map(([, amount, unit]) => {
    const factor = Object.entries(UNIT_MS).find(([name]) => name === unit)?.[1] ?? 0
    return Number(amount ?? 0) * factor
  })
  return Math.round(parts.reduce((sum, part) => sum + part, 0))
}

const SWITCH_PROBLEM = 'This is switched on by true and off by false.'
/** A flag without a value; `true` or `false`, `yes` or `no`, `1` or `0` elsewhere. */
export const onOff = z.union(
  [
    z.boolean(),
    z.literal([0, 1]).transform(Boolean),
    trimmed(SWITCH_PROBLEM).pipe(z.stringbool(SWITCH_PROBLEM)),
  ],
  SWITCH_PROBLEM,
)

/** One of some words, in whatever letters. */
export const oneOf = <const Words extends readonly string[]>(words: Words, problem: string) =>
  trimmed(problem).toLowerCase().pipe(z.enum(words, problem))

/** Several values with commas between them, or an array in the file; a flag that is given again adds to them. */
export function listOf<T extends z.ZodType<string, string>>(item: T) {
  const problem = 'Several values are written with commas between them.'
  const written = z.union([z.array(z.string()), z.string().transform((text) => [text])], problem)
  return written.transform((texts) => texts.flatMap(separate)).pipe(z.array(item))
}

function separate(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

const PROXY_PROBLEM = 'A proxy is an address or a range, as in 127.0.0.1 or 10.0.0.0/8.'
/** An address or a range of addresses. */
export const addressRange = z
  .string()
  .transform((text) => (text.toLowerCase() === 'localhost' ? '127.0.0.1' : canonicalAddress(text)))
  .pipe(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], PROXY_PROBLEM))

const HOST_NAME_PROBLEM = 'A host name is written as in meet.example.org, without a scheme or port.'
/** A name in an address; comes out as browsers send it: small letters, ASCII, no final dot. */
export const hostName = z.string().transform((text, context) => {
  const name = dnsName(text.trim())
  if (name !== null) return name
  context.addIssue({ code: 'custom', message: HOST_NAME_PROBLEM })
  return z.NEVER
})

const ORIGIN_PROBLEM = 'An origin is written as in https://example.org, without a path.'
/** A web origin; comes out exactly as browsers write it. */
export const origin = z.string().transform((text, context) => {
  const read = readOrigin(text.replace(/\/$/, ''))
  if (read !== null && /^https?:/.test(read.text)) return read.text
  context.addIssue({ code: 'custom', message: ORIGIN_PROBLEM })
  return z.NEVER
})

/** A STUN or TURN server. */
export const iceServer = z
  .string()
  .max(1024)
  .refine(
    (text) => parseIceServer(text) !== null,
    'An ICE server is written as in stun:stun.example.org:3478 or turn:user:password@turn.example.org:3478?transport=tcp, with a port from 1 to 65535 and @ in a password as %40.',
  )

const PREFIX_PROBLEM = 'A path prefix is written as in /meet or /tools/meet.'
/** A path below which everything is served; comes out with a slash at both ends. */
export const pathPrefix = trimmed(PREFIX_PROBLEM)
  .transform((text) => `/${text}/`.replaceAll(/\/+/g, '/'))
  .refine((path) => /^\/(?:[\w~-][\w.~-]*\/)*$/.test(path), PREFIX_PROBLEM)

/** A file or folder, made whole by whoever reads the settings. */
export const path = z.string('A path is a text, as in /srv/hearth.').min(1, 'A path is missing.')
