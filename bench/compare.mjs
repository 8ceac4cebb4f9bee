/**
 * `node scripts/env.mjs -- node bench/compare.mjs [GROUP…] [--runs N] [--tls]`: Hearth and a bare mediasoup application
 * (`bench/bare`) side by side, in turns within each round. Prints a table: medians, their ratio, and what Hearth is to
 * reach. Build first. Groups are named below; all where left out. `--tls`: the bare application speaks TLS as well.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { arranging } from './compare/arranging.mjs'
import { breaking } from './compare/breaking.mjs'
import { chatting } from './compare/chatting.mjs'
import { delaying } from './compare/delaying.mjs'
import { joining } from './compare/joining.mjs'
import { resting } from './compare/resting.mjs'
import { showing } from './compare/showing.mjs'
import { silent } from './compare/silent.mjs'
import { starting } from './compare/starting.mjs'
import { forgetBundle, products, speakTlsToBare } from './compare/products.mjs'
import { median, table } from './figures.mjs'

const groups = {
  warm: joining({ cold: false }),
  cold: joining({ cold: true }),
  rest: resting,
  silent,
  delay: delaying,
  chat: chatting,
  start: starting,
  tiles: showing,
  layout: arranging,
  breaks: breaking,
}

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '7' }, tls: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const chosen = positionals.length === 0 ? Object.keys(groups) : positionals
const runs = Number(values.runs)
if (values.tls) speakTlsToBare()

/** @type {Map<string, Map<string, number[]>>} what was measured, then by product. */
const figures = new Map()
function noteFor(product) {
  return (what, figure) => {
    const of = figures.get(what) ?? new Map()
    figures.set(what, of.set(product.name, [...(of.get(product.name) ?? []), figure]))
  }
}

const show = (figure) => (Number.isNaN(figure) ? '–' : figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0))
const spread = (all) => `${show(Math.min(...all))} – ${show(Math.max(...all))}`

try {
  for (const name of chosen) {
    const group = groups[name]
    if (group === undefined) throw new Error(`No group ${name}; there are ${Object.keys(groups).join(', ')}.`)
    for (let run = 0; run < runs; run += 1) {
      // Whoever comes first in a round comes second in the next.
      for (const product of run % 2 === 0 ? products : products.toReversed())
        await group.round(product, noteFor(product))
      process.stderr.write(`${name}: round ${run + 1} of ${runs}\n`)
    }
  }
} finally {
  await forgetBundle()
}

const goals = Object.assign({}, ...chosen.map((name) => groups[name].goals))
const rows = [...figures].map(([what, of]) => {
  const [ours, theirs] = products.map(({ name }) => of.get(name) ?? [])
  const ratio = median(ours) / median(theirs)
  return [
    what,
    show(median(ours)),
    ours.length > 0 ? spread(ours) : '–',
    show(median(theirs)),
    Number.isFinite(ratio) ? `${ratio.toFixed(2)}×` : '–',
    goals[what] ?? '',
  ]
})
console.log(
  `\n${runs} rounds on ${availableParallelism()} cores, camera 320×180 at 10 frames a second, loopback\n`,
)
console.log(table(['', 'Hearth (median)', 'from – to', 'bare (median)', 'ratio', 'goal'], rows))
