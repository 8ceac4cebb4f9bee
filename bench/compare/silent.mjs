import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { openPerson } from './products.mjs'

const ROW = 'socket frames per person and second at rest, microphones that hear nothing'
const PEOPLE = 6
/** Whatever is set up after a join is by then. */
const SETTLE_MS = 8000
const MEASURED_MS = 20_000
const sleep = (ms) => new Promise((done) => setTimeout(done, ms))

/** Six people sit in a call and say nothing. Chromium's own test microphone beeps, which the host takes for words. */
export const silent = {
  goals: { [ROW]: '≤ 0.1' },
  async round(product, note) {
    const host = await product.start()
    const browser = await launchBrowser()
    try {
      const people = []
      for (let number = 1; number <= PEOPLE; number += 1) {
        const options = { counted: true, prepare: hearNothing }
        const person = await openPerson(browser, product, host, `Person${number}`, options)
        people.push(person)
        await person.join()
        await Promise.all(people.map((one) => one.waitForAll(number - 1)))
      }
      await sleep(SETTLE_MS)
      const counted = () => people.reduce((sum, { frames }) => sum + frames.frames, 0)
      const before = counted()
      await sleep(MEASURED_MS)
      note(ROW, (counted() - before) / PEOPLE / (MEASURED_MS / 1000))
    } finally {
      await browser.close()
      await host.stop()
    }
  },
}

/** Runs in the page: its microphone is one that no sound gets to. */
function hearNothing() {
  const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await original(wanted)
    if (!wanted.audio) return stream
    for (const track of stream.getAudioTracks()) track.stop()
    const context = new AudioContext()
    const silence = context.createMediaStreamDestination()
    new ConstantSourceNode(context, { offset: 0 }).connect(silence)
    return new MediaStream([...stream.getVideoTracks(), ...silence.stream.getAudioTracks()])
  }
}
