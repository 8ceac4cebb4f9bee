/**
 * `node scripts/env.mjs -- node bench/fuzz.mjs [frames] [seed]`: a hostile crowd against a live host with a real media
 * worker, over real sockets. Ends with 1 where anything happens that must not: a frame without its answer, an
 * internal error, a socket closed for no reason, the death of host or worker, or harm to two idle witnesses.
 */
import { fuzzHost } from '../test/chaos/fuzzHost.ts'
import { openWitnesses } from '../test/chaos/witnesses.ts'
import { spawnSourceHost } from '../test/fixtures/spawnSourceHost.ts'

const frames = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? 20_261_121)
/** Milliseconds between two lines about how far it is. */
const PROGRESS_MS = 15_000

const host = await spawnSourceHost()
const startedAt = performance.now()
let toldAt = startedAt
try {
  const witnesses = await openWitnesses(host.base)
  const [workers, memory] = [await host.workers(), await host.memory()]
  const result = await fuzzHost({
    base: host.base,
    frames,
    seed,
    clients: 8,
    onProgress(answered) {
      if (performance.now() - toldAt < PROGRESS_MS) return
      toldAt = performance.now()
      void host.memory().then((bytes) => {
        process.stderr.write(
          `${answered} of ${frames}, host memory ${((bytes - memory) / 2 ** 20).toFixed(1)} MiB more\n`,
        )
      })
    },
  })
  const seconds = (performance.now() - startedAt) / 1000
  const { faults, answered, cutOff, sockets } = result
  if (String(await host.workers()) !== String(workers)) faults.push('a media worker has died')
  const spoke = await witnesses
    .speak()
    .catch((error) => faults.push(`a witness was harmed: ${error.message}`))
  await witnesses.close()
  const grown = ((await host.memory()) - memory) / 2 ** 20
  for (const fault of faults) console.log(`FAULT ${fault}`)
  console.log(
    `${answered} frames answered, ${cutOff} cut off by a deserved close, ${sockets} sockets, seed ${seed}, ` +
      `${seconds.toFixed(0)} s (${Math.round(answered / seconds)}/s), ${faults.length} faults, ` +
      `witnesses' chat ${spoke.toFixed(0)} ms, host memory ${grown.toFixed(1)} MiB more`,
  )
  process.exitCode = faults.length === 0 && answered >= frames ? 0 : 1
} finally {
  await host.stop()
}
