import type { RtpParameters } from '../../../protocol/wire/media/media.ts'

type Codec = RtpParameters['codecs'][number]
type Parameters = NonNullable<Codec['parameters']>
type Rule = (value: string) => boolean

const upTo =
  (most: number): Rule =>
  (value) =>
    /^\d{1,9}$/.test(value) && Number(value) <= most
const flag = upTo(1)

/** Of each codec, the parameters that tell others how to decode it, or the worker how to take it in. */
const RULES: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  'audio/opus': {
    useinbandfec: flag,
    usedtx: flag,
    stereo: flag,
    'sprop-stereo': flag,
    cbr: flag,
    minptime: upTo(120),
    ptime: upTo(120),
    maxptime: upTo(120),
    maxplaybackrate: upTo(48_000),
    'sprop-maxcapturerate': upTo(48_000),
    maxaveragebitrate: upTo(510_000),
  },
  'video/vp9': { 'profile-id': upTo(3) },
  'video/av1': { profile: upTo(2), 'level-idx': upTo(31), tier: flag },
  'video/h264': {
    'packetization-mode': upTo(2),
    'level-asymmetry-allowed': flag,
    'profile-level-id': (value) => /^[\dA-Fa-f]{6}$/.test(value),
  },
  'video/rtx': { apt: upTo(127) },
}

/**
 * A sender's codec with those parameters alone that mean something here, each with a value that it can have: they are written
 * into the session descriptions of all who receive it.
 */
export function withKnownParameters(codec: Codec): Codec {
  const { parameters = {}, ...rest } = codec
  const rules = RULES[codec.mimeType.toLowerCase()] ?? {}
  const known: Parameters = {}
  for (const [name, rule] of Object.entries(rules)) {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    if (value === undefined || !rule(String(value))) continue
    known[name] = value
  }
  return { ...rest, parameters: known }
}
