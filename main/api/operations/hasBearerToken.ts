import { createHash, timingSafeEqual } from 'node:crypto'

/** Whether an `Authorization` header carries the token. Takes the same time for every wrong one. */
export function hasBearerToken(header: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(token))
}

/** Of equal length for tokens of any length, as the comparison needs it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
