import { createHmac } from 'node:crypto'

/** How long somebody gets in with it. Who is in by then stays in; who needs it longer is told another one in time. */
export const TURN_VALID_MS = 60 * 60 * 1000

/**
 * What a TURN server lets somebody in with who got it from a host with which it shares a secret (the TURN REST API, which
 * coturn calls `use-auth-secret`): it holds for an hour, and the server need not be told of it.
 *
 * @param nowMs since 1970, by the host's clock; the server goes by its own.
 * @param name tells those who use it apart; it says nothing of who they are.
 */
export function turnCredential(
  secret: string,
  nowMs: number,
  name: string,
): { readonly username: string; readonly credential: string } {
  const username = `${Math.floor((nowMs + TURN_VALID_MS) / 1000)}:${name}`
  return { username, credential: createHmac('sha1', secret).update(username).digest('base64') }
}
