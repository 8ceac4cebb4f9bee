import { percentile } from '../figures.mjs'
import { startCrowd } from '../load/startCrowd.mjs'

const PEOPLE = 12
const LINES = 200
const [P50, P99] = ['chat p50 (ms)', '… p99 (ms)']

/** Twelve people in a room, who send neither sound nor pictures, write one line after another. */
export const chatting = {
  goals: { [P50]: '≤ 2', [P99]: '≤ 5' },
  async round(product, note) {
    const host = await product.start()
    const crowd = await startCrowd({ product: product.name, base: host.base, room: 'bench' })
    try {
      await crowd.enter(PEOPLE)
      const took = await crowd.chat(LINES)
      note(P50, percentile(took, 50))
      note(P99, percentile(took, 99))
    } finally {
      await crowd.stop()
      await host.stop()
    }
  },
}
