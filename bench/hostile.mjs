/**
 * `node scripts/env.mjs -- node bench/hostile.mjs [ATTACK…] [--seconds N]` (Linux): what people on a host feel while others attack
 * it from two addresses. Everything is in a network namespace of its own: the host, on its own computer two people whose sound is
 * counted, three in another room at an address whose requests are timed, newcomers at ever new addresses, and the attackers
 * in a process of their own. Prints a table.
 */
import { execFile, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { spawnSourceHost } from '../test/fixtures/spawnSourceHost.ts'
import { median, percentile, table } from './figures.mjs'
import { attackNames } from './hostile/attackNames.mjs'
import { Victims } from './hostile/Victims.mjs'

/** Told to the bench by itself, in the namespace that it has made. */
const WITHIN = 'BENCH_WITHIN'
const run = promisify(execFile)
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '12' } },
})
const attacks = positionals.length > 0 ? positionals : ['nothing', ...attackNames]

if (process.env[WITHIN] === undefined) {
  const words = ['--map-root-user', '--net', process.execPath, ...process.argv.slice(1)]
  const child = spawn('unshare', words, { stdio: 'inherit', env: { ...process.env, [WITHIN]: '1' } })
  const [code] = await once(child, 'exit')
  process.exit(code ?? 1)
}

await run('ip', ['link', 'set', 'lo', 'up'])
for (const network of ['10.66.0', '10.66.1', '10.66.2'])
  for (let last = 1; last <= 40; last += 1)
    await run('ip', ['addr', 'add', `${network}.${last}/32`, 'dev', 'lo'])

const rows = []
for (const attack of attacks) rows.push(await measure(attack))
const head = [
  'attack',
  'requests p50',
  'p99',
  'slowest',
  'newcomer in, median',
  'slowest',
  'newcomers refused',
  'packets/s',
]
console.log(table(head, rows))

async function measure(attack) {
  const host = await spawnSourceHost()
  const victims = await Victims.enter(host.base)
  const attacker = fork(new URL('./hostile/attackProcess.mjs', import.meta.url), [attack, host.base], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  // Set up: what the attackers need before they begin.
  if (attack !== 'nothing') await once(attacker, 'message')
  const measuring = victims.measure(Number(values.seconds) * 1000)
  await sleep(500)
  if (attack !== 'nothing') attacker.send('begin')
  const { requestMs, newcomerMs, refused, packetsPerSecond } = await measuring
  attacker.kill('SIGKILL')
  await victims.leave()
  await host.stop()
  const ms = (figure) => (Number.isNaN(figure) ? '–' : `${Math.round(figure)} ms`)
  const row = [
    attack,
    ms(median(requestMs)),
    ms(percentile(requestMs, 99)),
    ms(Math.max(...requestMs)),
    ms(median(newcomerMs)),
    ms(Math.max(...newcomerMs)),
    `${refused} of ${refused + newcomerMs.length}`,
    packetsPerSecond.toFixed(1),
  ]
  console.error(row.join('  '))
  return row
}
