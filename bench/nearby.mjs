/**
 * `node scripts/env.mjs -- node bench/nearby.mjs [runs]`: how soon the app lists a meeting that has begun on another computer
 * of its network, and how soon it is gone from the list: when everybody has left, and when the host is killed and says
 * no goodbye. Two network namespaces, the real app and a real host. Linux, root. Build first.
 */
import { NamespaceLan } from '../test/fixtures/NamespaceLan.ts'
import { spawnHost } from '../test/fixtures/spawnHost.ts'
import { StationProgram } from '../test/fixtures/StationProgram.ts'
import { median, percentile, table } from './figures.mjs'

const [runs = 10] = process.argv.slice(2).map(Number)
const GIVE_UP_MS = 60_000
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

const lan = await NamespaceLan.create(1)
const [station] = lan.others
const { program: app } = await StationProgram.start(station, 'stationApp.ts')

async function rooms() {
  app.tell(JSON.stringify({ type: 'nearby' }))
  const { result, error } = JSON.parse(await app.line())
  if (error !== undefined) throw new Error(error)
  return result.map((row) => row.split('on ')[0])
}

/** How long it takes until a room is listed, or no longer; milliseconds. */
async function until(room, listed, from = performance.now()) {
  while ((await rooms()).includes(room) !== listed) {
    if (performance.now() - from > GIVE_UP_MS) return Number.POSITIVE_INFINITY
    await sleep(20)
  }
  return performance.now() - from
}

const startHost = () =>
  spawnHost(['--address', lan.host.address, '--workers', '1', '--no-supervise'], lan.host.within)
const sit = async (host, room) =>
  (await StationProgram.start(lan.host, 'sitInRoom.ts', [host.base, room, 'Ada'])).program

const began = []
const left = []
const fresh = []
const killed = []
try {
  const host = await startHost()
  for (let run = 0; run < runs; run += 1) {
    const ada = await sit(host, `room${run}`)
    began.push(await until(`room${run}`, true))
    const from = performance.now()
    await ada.stop()
    left.push(await until(`room${run}`, false, from))
  }
  await host.stop()
  for (let run = 0; run < runs; run += 1) {
    const another = await startHost()
    const ada = await sit(another, `other${run}`)
    fresh.push(await until(`other${run}`, true))
    another.process.kill('SIGKILL')
    killed.push(await until(`other${run}`, false))
    await ada.stop()
  }
} finally {
  await app.finish()
  await lan.close()
}

const row = (name, all) => [
  name,
  `${all.length}`,
  ...[median(all), percentile(all, 100)].map((ms) => `${Math.round(ms)} ms`),
]
console.log(
  table(
    ['Meetings on this network', 'Runs', 'Median', 'Worst'],
    [
      row('a meeting begins: until it is listed', began),
      row('… on a host that has just been started', fresh),
      row('everybody has gone: until it is no longer listed', left),
      row('the host is killed: until it is no longer listed', killed),
    ],
  ),
)
