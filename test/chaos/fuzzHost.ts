import fc from 'fast-check'
import { TestClient } from '../fixtures/TestClient.ts'
import { Hostile, type Tally } from './Hostile.ts'
import { hostileFrames, type World } from './hostileFrames.ts'

export interface FuzzOptions {
  readonly base: string
  /** How many frames are to be answered; what stands in the queue of a socket that gets closed does not count. */
  readonly frames: number
  readonly seed: number
  /** Hostile clients at a time. */
  readonly clients: number
  readonly onProgress?: (sent: number) => void
}

export interface FuzzResult extends Tally {
  sent: number
  sockets: number
}

/** Frames that are made at a time, and how many a socket gets before its client comes anew with fresh rates. */
const BATCH = 1000
const PER_SOCKET = 400
/** Frames that are sent without waiting; now and then more than may be pending. */
const AT_ONCE = [5, 5, 5, 5, 5, 5, 5, 5, 5, 40]

/** Sends generated frames over real sockets, and reports what must never happen. The same seed makes the same frames. */
export async function fuzzHost({
  base,
  frames,
  seed,
  clients,
  onProgress,
}: FuzzOptions): Promise<FuzzResult> {
  const guide = await TestClient.connect(base)
  const { rtpCapabilities } = await guide.hello()
  const { peer } = await guide.join('fuzzed', 'Guide')
  const world: World = {
    rooms: ['fuzzed', 'also fuzzed', 'witnesses'],
    ids: [peer, 'A'.repeat(22), '_'.repeat(64)],
    rtpCapabilities,
  }
  const arbitrary = hostileFrames(world)
  const result: FuzzResult = { sent: 0, sockets: 0, answered: 0, cutOff: 0, faults: [] }
  let round = 0

  async function attack(_: unknown, index: number): Promise<void> {
    // Each from an address of its own: together they are past what one may send, and would only be slowed down.
    const address = `127.0.0.${index + 2}`
    let hostile: Hostile | null = null
    let onThisSocket = 0
    while (result.answered < frames && result.faults.length === 0) {
      round += 1
      const batch = fc.sample(arbitrary, { seed: seed + round, numRuns: BATCH })
      for (let turn = 0; batch.length > 0 && result.faults.length === 0; turn += 1) {
        if (hostile === null || !hostile.open || onThisSocket >= PER_SOCKET) {
          await hostile?.leave()
          hostile = await Hostile.connect(base, result, address)
          result.sockets += 1
          onThisSocket = 0
        }
        const some = batch.splice(0, AT_ONCE[turn % AT_ONCE.length])
        onThisSocket += some.length
        result.sent += some.length
        await hostile.send(some)
      }
      onProgress?.(result.answered)
    }
    await hostile?.leave()
  }

  await Promise.all(Array.from({ length: clients }, attack))
  await guide.close()
  return result
}
