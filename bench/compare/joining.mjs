import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { openPerson } from './products.mjs'

const PEOPLE = 6
const MEASURED = [2, 4, 6]

/**
 * Six people come into a new room one after another. Notes, under the goals' names, how long after the click the 2nd, 4th
 * and 6th saw somebody else, and how long it took until all those present had seen the 6th.
 *
 * @param cold nothing is opened before the click, neither camera nor connection.
 */
export function joining({ cold }) {
  const suffix = cold ? ', cold' : ''
  const goals = cold
    ? { 2: '≤ 1.0×' }
    : { 2: '≤ 0.4×', 4: '≤ 0.6×', 6: '≤ 0.8×', all: '≤ 1.2×', present: '≤ 1.2×', frames: '≤ 10', kib: '≤ 16' }
  return {
    goals: {
      ...Object.fromEntries(
        MEASURED.map((number) => [
          `join → first remote frame, person ${number}${suffix} (ms)`,
          goals[number],
        ]),
      ),
      [`… all pictures of person 6${suffix} (ms)`]: goals.all,
      [`people present see the 6th${suffix} (ms)`]: goals.present,
      [`socket frames to join as 6th${suffix}`]: goals.frames,
      [`… KiB${suffix}`]: goals.kib,
    },
    async round(product, note) {
      const host = await product.start()
      const browser = await launchBrowser()
      try {
        const people = []
        for (let number = 1; number <= PEOPLE; number += 1) {
          const options = { cold, counted: number === PEOPLE }
          const person = await openPerson(browser, product, host, `Person${number}`, options)
          people.push(person)
          await person.join()
          await person.waitForAll(number - 1)
          const { clickedAt, frames } = await person.seen()
          const first = Math.min(...Object.values(frames)) - clickedAt
          if (MEASURED.includes(number))
            note(`join → first remote frame, person ${number}${suffix} (ms)`, first)
          await Promise.all(people.map((one) => one.waitForAll(number - 1)))
          if (number < PEOPLE) continue
          note(`… all pictures of person 6${suffix} (ms)`, Math.max(...Object.values(frames)) - clickedAt)
          const others = await Promise.all(people.slice(0, -1).map((one) => one.seen()))
          const last = Math.max(...others.map((one) => one.frames[person.name]))
          note(`people present see the 6th${suffix} (ms)`, last - clickedAt)
          note(`socket frames to join as 6th${suffix}`, person.frames.frames)
          note(`… KiB${suffix}`, person.frames.bytes / 1024)
        }
      } finally {
        await browser.close()
        await host.stop()
      }
    },
  }
}
