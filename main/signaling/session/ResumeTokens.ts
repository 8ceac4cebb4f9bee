import { createHash, randomBytes } from 'node:crypto'
import { limits } from '../../../protocol/limits.ts'
import { Tally } from '../../throttling/Tally.ts'
import { DetachedSessions } from '../../throttling/DetachedSessions.ts'

/** The secret by which a client shows that a session is its own; only the digest is ever kept. */
export interface ResumeToken {
  readonly token: string
  readonly digest: string
}

/** Which session a resume token belongs to. The tokens themselves are not kept: who reads our memory gets none. */
export class ResumeTokens<Session> {
  readonly #sessions = new Map<string, Session>()
  /** Where each was last, by its digest. */
  readonly #networks = new Map<string, string>()
  readonly #known = new Tally()
  /** Those whose connection is gone. */
  readonly waiting = new DetachedSessions<Session>(limits.waitingPerHost, limits.waitingPerAddress)

  /** A fresh token, 24 random bytes in base64url, and its digest: what may be kept of it. */
  issue(session: Session): ResumeToken {
    const token = randomBytes(24).toString('base64url')
    const issued = { token, digest: digestOf(token) }
    this.#sessions.set(issued.digest, session)
    return issued
  }

  /** A session whose token an earlier process of this host has issued. */
  expect(digest: string, session: Session): void {
    this.#sessions.set(digest, session)
  }

  /** Notes from which network a session is served; its last one counts while it is waited for. */
  locate(digest: string, network: string): void {
    this.#unlocate(digest)
    this.#networks.set(digest, network)
    this.#known.add(network)
  }

  /** Whether anybody in a network has a seat, or may come back to one. */
  knows(network: string): boolean {
    return this.#known.has(network)
  }

  find(token: string): Session | undefined {
    return this.#sessions.get(digestOf(token))
  }

  get all(): readonly Session[] {
    return [...this.#sessions.values()]
  }

  forget(digest: string): void {
    this.#sessions.delete(digest)
    this.#unlocate(digest)
  }

  #unlocate(digest: string): void {
    const network = this.#networks.get(digest)
    if (network === undefined) return
    this.#networks.delete(digest)
    this.#known.remove(network)
  }
}

/** What is kept of a token. */
export function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
