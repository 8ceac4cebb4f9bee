import { createHash, randomBytes } from 'node:crypto'

/** Which session a resume token belongs to. The tokens themselves are not kept: who reads our memory gets none. */
export class ResumeBook<Session> {
  readonly #sessions = new Map<string, Session>()

  /** A fresh token: 24 random bytes in base64url. */
  issue(session: Session): string {
    const token = randomBytes(24).toString('base64url')
    this.#sessions.set(digest(token), session)
    return token
  }

  find(token: string): Session | undefined {
    return this.#sessions.get(digest(token))
  }

  get all(): readonly Session[] {
    return [...this.#sessions.values()]
  }

  forget(token: string): void {
    this.#sessions.delete(digest(token))
  }
}

function digest(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
