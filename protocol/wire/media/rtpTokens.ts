import { z } from 'zod'

/**
 * The texts within RTP, ICE and DTLS parameters, each by its standard's own grammar. All of them end up as a part of a
 * line in somebody's session description, often somebody else's: a line break or a space there would write further lines.
 */

/** RFC 8866 §9: what most of a session description's words are made of. */
const TOKEN = String.raw`[!#$%&'*+\-.0-9A-Z^_\`a-z{|}~]`

/** `audio/opus`: the kind and a subtype's restricted name (RFC 6838 §4.2). */
const mimeType = z.string().regex(/^(?:audio|video)\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,63}$/)

/** A codec parameter's name. Some formats give a bare value, which a parser takes for a name: `111/111` of RED. */
const parameterName = z.string().regex(new RegExp(`^(?:${TOKEN}|/){1,64}$`))

/** A codec parameter's value, up to the `;` before the next one: RFC 4855 §3. */
const parameterValue = z.string().regex(/^[\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]{0,1024}$/)

/** RFC 4585 §4.2, as of `nack` and its `pli`. */
const feedback = z.string().regex(new RegExp(`^${TOKEN}{1,64}$`))

/** RFC 8843 §7.2 and RFC 5888 §4. */
const mid = z.string().regex(new RegExp(`^${TOKEN}{1,16}$`))

/** RFC 8851 §10. */
const rid = z.string().regex(/^[A-Za-z0-9_-]{1,16}$/)

/** RFC 8830 §2: a stream's id and a track's. */
const msid = z.string().regex(new RegExp(`^${TOKEN}{1,64}(?: ${TOKEN}{1,64})?$`))

/** RFC 3550 §6.5.1, in practice without spaces; empty where a browser says none. */
const cname = z.string().regex(/^[\x21-\x7e]{0,255}$/)

/** RFC 3986. */
const uri = z
  .string()
  .max(256)
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:[A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%-]+$/)

/** W3C WebRTC SVC §5, as `L3T3_KEY`. */
const scalabilityMode = z.string().regex(/^[LS][1-9]T[1-9]h?(?:_KEY(?:_SHIFT)?)?$/)

/** RFC 8839 §5.1 and §5.4: `ice-char`. */
const usernameFragment = z.string().regex(/^[A-Za-z0-9+/]{4,256}$/)
const password = z.string().regex(/^[A-Za-z0-9+/]{22,256}$/)
const foundation = z.string().regex(/^[A-Za-z0-9+/]{1,32}$/)

/** An IP address, or a name that leads to one (RFC 8839 §5.1: `connection-address`). */
const address = z.string().regex(/^[A-Za-z0-9.:_-]{1,255}$/)

/** An id that the host has made, as of a transport or a consumer. */
const id = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)

export const rtpTokens = {
  mimeType,
  parameterName,
  parameterValue,
  feedback,
  mid,
  rid,
  msid,
  cname,
  uri,
  scalabilityMode,
  usernameFragment,
  password,
  foundation,
  address,
  id,
} as const
