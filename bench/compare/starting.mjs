import { carriersIn } from './resting.mjs'
import { familyOf, pssMiB } from './processes.mjs'

const SETTLE_MS = 3000
const ROWS = {
  start: ['empty host: start, until its address is told (ms)', '≤ 500'],
  memory: ['… memory (PSS, MiB)', '≤ 90'],
  unsupervised: ['… without the process that supervises (MiB)  ', ''],
}

/** A host that nobody uses. */
export const starting = {
  goals: Object.fromEntries(Object.values(ROWS)),
  async round(product, note) {
    await product.prepare?.()
    const startedAt = performance.now()
    const host = await product.start()
    note(ROWS.start[0], performance.now() - startedAt)
    try {
      await new Promise((done) => setTimeout(done, SETTLE_MS))
      const family = familyOf(host.pid)
      note(ROWS.memory[0], pssMiB(family))
      note(ROWS.unsupervised[0], pssMiB(carriersIn(family)))
    } finally {
      await host.stop()
    }
  },
}
