/** What one neighbour may say: a host with many rooms answers in a few packets, a busy device in a dozen a second. */
const OF_ONE = { burst: 60, perSecond: 30 }
/** What all may say together: some milliseconds of reading a second. */
const OF_ALL = { burst: 400, perSecond: 200 }
/** Neighbours that are told apart. Whoever makes up more addresses than that shares what is left. */
const MAX_SENDERS = 256

interface Bucket {
  tokens: number
  at: number
}

/** How many packets are read, per sender and together, so that a flood costs little and one sender cannot use up all. */
export class PacketLimiter {
  readonly #senders = new Map<string, Bucket>()
  readonly #all: Bucket = { tokens: OF_ALL.burst, at: 0 }

  /** @param now monotonic milliseconds. */
  grants(sender: string, now: number): boolean {
    let one = this.#senders.get(sender)
    if (one === undefined) {
      // The longest known goes: it begins with a full bucket again, within what all may say.
      const [oldest] = this.#senders.keys()
      if (this.#senders.size >= MAX_SENDERS && oldest !== undefined) this.#senders.delete(oldest)
      one = { tokens: OF_ONE.burst, at: now }
      this.#senders.set(sender, one)
    }
    return take(one, OF_ONE, now) && take(this.#all, OF_ALL, now)
  }
}

function take(bucket: Bucket, rate: typeof OF_ONE, now: number): boolean {
  bucket.tokens = Math.min(rate.burst, bucket.tokens + ((now - bucket.at) / 1000) * rate.perSecond)
  bucket.at = now
  if (bucket.tokens < 1) return false
  bucket.tokens -= 1
  return true
}
