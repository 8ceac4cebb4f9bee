import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { median } from '../figures.mjs'
import { openPerson } from './products.mjs'

const ROW = 'capture → display, two people (ms)'
const SETTLE_MS = 3000
const SAMPLES = 40

/** Two people in a call; one's camera shows the time, and the other's page reads it when it is shown. */
export const delaying = {
  goals: { [ROW]: '≤ 60 ms' },
  async round(product, note) {
    const host = await product.start()
    const browser = await launchBrowser()
    try {
      const people = []
      for (const name of ['Anna', 'Bert']) {
        const person = await openPerson(browser, product, host, name, { prepare: showTime })
        people.push(person)
        await person.join()
        await Promise.all(people.map((one) => one.waitForAll(people.length - 1)))
      }
      await new Promise((done) => setTimeout(done, SETTLE_MS))
      note(ROW, median(await people[1].page.evaluate(readTimes, ['Anna', SAMPLES])))
    } finally {
      await browser.close()
      await host.stop()
    }
  },
}

/** Runs in the page: its camera shows sixteen fields, black or white: the milliseconds of the clock, modulo 65,536. */
function showTime() {
  const original = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (wanted) => {
    const stream = await original(wanted)
    if (!wanted.video) return stream
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const pen = canvas.getContext('2d')
    // Taken when it is drawn: a rate of its own would take some pictures a tenth of a second late.
    const shown = canvas.captureStream(0)
    setInterval(() => {
      const time = Math.round(performance.timeOrigin + performance.now()) % 65_536
      for (let bit = 0; bit < 16; bit += 1) {
        pen.fillStyle = ((time >> bit) & 1) === 1 ? '#fff' : '#000'
        pen.fillRect((bit % 8) * 40, bit < 8 ? 0 : 90, 40, 90)
      }
      shown.getVideoTracks()[0].requestFrame()
    }, 100)
    const [camera, drawn] = [stream.getVideoTracks()[0], shown.getVideoTracks()[0]]
    // A camera that is on no list of devices has been unplugged, and Hearth switches it off.
    const { deviceId } = camera.getSettings()
    const settings = drawn.getSettings.bind(drawn)
    drawn.getSettings = () => ({ ...settings(), deviceId })
    camera.stop()
    return new MediaStream([drawn, ...stream.getAudioTracks()])
  }
}

/** Runs in the page: how long each of so many frames of somebody took from the drawing to the showing. */
async function readTimes([name, samples]) {
  const video = document.querySelector(`[role="group"][aria-label="${name}"] video`)
  const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  const took = []
  while (took.length < samples) {
    const shownAt = await new Promise((done) =>
      video.requestVideoFrameCallback((_now, { presentationTime }) => done(presentationTime)),
    )
    pen.drawImage(video, 0, 0, 320, 180)
    const time = Array.from({ length: 16 }, (_bit, bit) => {
      const [red] = pen.getImageData((bit % 8) * 40 + 20, bit < 8 ? 45 : 135, 1, 1).data
      return red > 127 ? 1 << bit : 0
    }).reduce((sum, bit) => sum + bit, 0)
    const at = Math.round(performance.timeOrigin + shownAt) % 65_536
    took.push((at - time + 65_536) % 65_536)
  }
  return took
}
