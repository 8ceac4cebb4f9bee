import type { RequestId } from '../../../protocol/wire/frames.ts'
import { limits } from '../../../protocol/limits.ts'

/** A number: the answer is still being made, and so often it was asked for. */
type Answer = string | number

/** Remembers what was answered to the newest requests, so that one that is asked again acts once. */
export class ResponseCache {
  readonly #answers = new Map<RequestId, Answer>()
  #length = 0

  /** Whether a request with this id has been taken on. */
  begun(id: RequestId): boolean {
    return this.#answers.has(id)
  }

  begin(id: RequestId): void {
    this.#answers.set(id, 1)
  }

  /** Asks once more. @returns the answer where there is one already; else it comes by {@link finish}. */
  again(id: RequestId): string | undefined {
    const answer = this.#answers.get(id)
    if (typeof answer === 'string') return answer
    this.#answers.set(id, (answer ?? 0) + 1)
    return undefined
  }

  /** @returns how often the answer was asked for: every frame gets one. */
  finish(id: RequestId, frame: string): number {
    const asked = this.#answers.get(id)
    this.#answers.delete(id)
    // The long ones bring a room. Whoever did not get one has no token either, and will not come back to ask.
    if (frame.length <= limits.keptAnswersLength) this.#keep(id, frame)
    return typeof asked === 'number' ? asked : 1
  }

  #keep(id: RequestId, frame: string): void {
    this.#answers.set(id, frame)
    this.#length += frame.length
    for (const [oldest, answer] of this.#answers) {
      if (this.#answers.size <= limits.keptAnswers && this.#length <= limits.keptAnswersLength) break
      if (typeof answer !== 'string') continue
      this.#answers.delete(oldest)
      this.#length -= answer.length
    }
  }
}
