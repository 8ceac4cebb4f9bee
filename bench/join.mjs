/**
 * `node scripts/env.mjs -- node bench/join.mjs [rounds]`: how long it takes from the click on "Join now" to the
 * first decoded frame of somebody else, for the 2nd, 4th and 6th person, on loopback; and how many signaling
 * frames and bytes a join costs. Prints a table. Build first.
 */
import { availableParallelism } from 'node:os'
import { launchBrowser } from '../test/fixtures/launchBrowser.ts'
import { Participant } from '../test/fixtures/Participant.ts'
import { spawnHost } from '../test/fixtures/spawnHost.ts'
import { median, percentile, table } from './figures.mjs'

const PEOPLE = 6
const MEASURED = [2, 4, 6]
const rounds = Number(process.argv[2] ?? 7)

/** Runs in the page: notes when "Join now" was clicked and when each other person's first frame was shown. */
function watchJoin(self) {
  const seen = new Set()
  window.joinFigures = { clickedAt: 0, firstFrames: [] }
  const region = () => document.querySelector('[role="region"], section')
  document.addEventListener(
    'click',
    (event) => {
      if (event.target.closest('button')?.textContent.includes('Join now'))
        window.joinFigures.clickedAt = performance.now()
    },
    { capture: true },
  )
  const look = () => {
    if (region() === null) return
    for (const video of document.querySelectorAll('[role="group"] video')) {
      if (seen.has(video) || video.closest('[role="group"]').getAttribute('aria-label') === self) continue
      seen.add(video)
      video.requestVideoFrameCallback((now) =>
        window.joinFigures.firstFrames.push(now - window.joinFigures.clickedAt),
      )
    }
  }
  document.addEventListener('DOMContentLoaded', () =>
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true }),
  )
}

async function round(host, figures) {
  const browser = await launchBrowser()
  try {
    for (let number = 1; number <= PEOPLE; number += 1) {
      const name = `Person ${number}`
      const frames = { count: 0, bytes: 0, total: 0, totalBytes: 0 }
      const person = await Participant.open(browser, `${host.base}?room=bench`, name, {
        prepare: async (page) => {
          await page.addInitScript(watchJoin, name)
          page.on('websocket', (socket) => {
            const count = ({ payload }) => {
              frames.count += 1
              frames.bytes += Buffer.byteLength(payload)
            }
            socket.on('framesent', count)
            socket.on('framereceived', count)
          })
        },
      })
      await person.button('Join').click()
      // Everyone rests in the lobby as people do, so that the connection is warm: the join itself is measured.
      await person.page.waitForFunction(() => document.querySelector('video')?.videoWidth > 0)
      await person.warmed()
      const lobby = { ...frames }
      await person.enter()
      if (number === 1) continue
      await person.page.waitForFunction(
        (others) => window.joinFigures.firstFrames.length >= others,
        number - 1,
      )
      const { firstFrames } = await person.page.evaluate(() => window.joinFigures)
      if (!MEASURED.includes(number)) continue
      const row = (figures[number] ??= {
        first: [],
        all: [],
        joinFrames: [],
        joinBytes: [],
        frames: [],
        bytes: [],
      })
      row.first.push(Math.min(...firstFrames))
      row.all.push(Math.max(...firstFrames))
      row.joinFrames.push(frames.count - lobby.count)
      row.joinBytes.push(frames.bytes - lobby.bytes)
      row.frames.push(frames.count)
      row.bytes.push(frames.bytes)
    }
  } finally {
    await browser.close()
  }
}

const host = await spawnHost()
const figures = {}
try {
  for (let count = 1; count <= rounds; count += 1) {
    await round(host, figures)
    process.stderr.write(`round ${count} of ${rounds}\n`)
  }
} finally {
  await host.stop()
}

const kib = (bytes) => (median(bytes) / 1024).toFixed(1)
console.log(
  `\nJoin, ${rounds} rounds on ${availableParallelism()} cores, camera 320×180 at 10 frames a second, loopback\n`,
)
console.log(
  table(
    [
      'Person',
      'first frame (median)',
      'worst',
      'all pictures',
      'frames from click',
      'KiB',
      'frames with lobby',
      'KiB',
    ],
    MEASURED.map((number) => {
      const { first, all, joinFrames, joinBytes, frames, bytes } = figures[number]
      return [
        `${number}`,
        `${Math.round(median(first))} ms`,
        `${Math.round(percentile(first, 100))} ms`,
        `${Math.round(median(all))} ms`,
        `${median(joinFrames)}`,
        kib(joinBytes),
        `${median(frames)}`,
        kib(bytes),
      ]
    }),
  ),
)
