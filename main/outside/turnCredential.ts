import { createHmac, randomBytes } from 'node:crypto'

/** Longer than anybody stays in a meeting. */
const VALID_S = 24 * 60 * 60

/**
 * What a TURN server lets somebody in with who got it from a host with which it shares a secret (the TURN REST API, which
 * coturn calls `use-auth-secret`): it holds for a day, and the server need not be told of it.
 *
 * @param nowMs since 1970, by the host's clock; the server goes by its own.
 * @param name tells those who use it apart; it says nothing of who they are.
 */
export function turnCredential(
  secret: string,
  nowMs: number,
  name = randomBytes(9).toString('base64url'),
): { readonly username: string; readonly credential: string } {
  const username = `${Math.floor(nowMs / 1000) + VALID_S}:${name}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
