import type { RequestId } from '../../protocol/frames.ts'
import { limits } from '../../protocol/limits.ts'

/** Remembers what was answered to the newest requests, so that one that is asked again acts once. */
export class Answers {
  /** Undefined while the answer is being made. */
  readonly #frames = new Map<RequestId, string | undefined>()

  /** Whether a request with this id has been taken on. */
  begun(id: RequestId): boolean {
    return this.#frames.has(id)
  }

  /** Its answer, if there is one already. */
  of(id: RequestId): string | undefined {
    return this.#frames.get(id)
  }

  begin(id: RequestId): void {
    this.#frames.set(id, undefined)
  }

  finish(id: RequestId, frame: string): void {
    this.#frames.set(id, frame)
    for (const [oldest, answer] of this.#frames) {
      if (this.#frames.size <= limits.keptAnswers) return
      if (answer !== undefined) this.#frames.delete(oldest)
    }
  }
}
