/**
 * `node scripts/env.mjs -- node bench/storm.mjs [people] [runs]`: that many people join at the same instant, all of one
 * address, without and with media, while two others talk. Prints how long it takes until each is in, and what the two notice.
 */
import { setTimeout } from 'node:timers/promises'
import { storm } from '../test/chaos/storm.ts'
import { openWitnesses } from '../test/chaos/witnesses.ts'
import { spawnSourceHost } from '../test/fixtures/spawnSourceHost.ts'

const [people = 1000, runs = 3] = process.argv.slice(2).map(Number)
const rows = []
for (let run = 1; run <= runs; run += 1)
  for (const withMedia of [false, true]) rows.push(await measure(withMedia))
console.table(rows)

async function measure(withMedia) {
  const host = await spawnSourceHost()
  const witnesses = await openWitnesses(host.base)
  let done = false
  const spokenMs = []
  const talk = async () => {
    while (!done) {
      spokenMs.push(await witnesses.speak())
      await setTimeout(150)
    }
  }
  const talking = talk()
  const { tookMs, clients } = await storm({ base: host.base, people, perRoom: 50, withMedia })
  done = true
  await talking
  await Promise.all([...clients.map((client) => client.close()), witnesses.close()])
  await host.stop()
  return {
    people,
    media: withMedia,
    'half are in (ms)': Math.round(median(tookMs)),
    'all are in (ms)': Math.round(Math.max(...tookMs)),
    'a line of the two, median (ms)': Math.round(median(spokenMs)),
    'slowest (ms)': Math.round(Math.max(...spokenMs)),
  }
}

function median(values) {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]
}
