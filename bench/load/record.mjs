import { join } from 'node:path'
import { RtpPacket } from 'werift'
import { launchBrowser } from '../../test/fixtures/launchBrowser.ts'
import { bare, openPerson } from '../compare/products.mjs'
import { BarePerson } from './BarePerson.mjs'
import { dtlsParameters, MediaPeer } from './MediaPeer.mjs'
import { writeRecording } from './recording.mjs'

const CLOCKS = { video: 90_000, audio: 48_000 }
const WARM_UP_MS = 8000
const LASTS_MS = 4000
const PATIENCE_MS = 30_000

/**
 * Records what Chromium itself sends: VP8 of 320×180 at 15 frames a second of about so many bits per second, and Opus of
 * somebody who never pauses. Load people send that again and again, and a browser can show it.
 *
 * @returns for each kind the recording's file, and its bits per second.
 */
export async function record(folder, bitrate) {
  const host = await bare.start()
  const browser = await launchBrowser()
  try {
    const link = (from, name, cold) => `${bare.link(from, name, cold)}&bitrate=${bitrate}`
    const person = await openPerson(browser, { ...bare, link }, host, 'Model', { prepare: playNoise })
    await person.join()
    await person.page.locator('video').waitFor()
    // The browser tries out slowly how much it may send.
    await new Promise((done) => setTimeout(done, WARM_UP_MS))
    const kinds = Object.entries(await listen(host.base))
    return await Promise.all(
      kinds.map(async ([kind, heard]) => {
        const recording = cut(kind, heard)
        if (recording === null) throw new Error(`Too little ${kind} has come to record.`)
        const file = join(folder, `${kind}-${bitrate}.json`)
        await writeRecording(file, recording)
        const bytes = recording.packets.reduce((sum, { payload }) => sum + payload.length, 0)
        return { kind, file, bitrate: (bytes * 8000) / recording.lastsMs }
      }),
    )
  } finally {
    await browser.close()
    await host.stop()
  }
}

/** Packets of each kind from when somebody new comes, to whom a key frame is sent first. */
async function listen(base) {
  const heard = { video: [], audio: [] }
  const recv = new MediaPeer({
    onRtp: (packet) => {
      const { header, payload } = RtpPacket.deSerialize(packet)
      const kind = header.payloadType === person.videoType ? 'video' : 'audio'
      heard[kind].push({ header, payload })
    },
  })
  const person = new BarePerson(base, { dtlsParameters, connect: (_way, to) => recv.connect(to) })
  await person.open()
  await person.join('', 'Recorder')
  const late = performance.now() + PATIENCE_MS
  while (performance.now() < late && Object.entries(heard).some(([kind, all]) => cut(kind, all) === null))
    await new Promise((done) => setTimeout(done, 250))
  person.close()
  recv.close()
  return heard
}

/** Whole frames of one recording, in the time that their stamps tell, from a key frame on; null where too little came. */
function cut(kind, heard) {
  const clockRate = CLOCKS[kind]
  const begin = kind === 'video' ? heard.findIndex(({ payload }) => beginsKeyFrame(payload)) : 0
  if (begin < 0 || heard.length === 0) return null
  const first = heard[begin].header.timestamp
  const passed = ({ header }) => (header.timestamp - first) >>> 0
  const end = heard.findIndex((one, index) => index > begin && (passed(one) * 1000) / clockRate >= LASTS_MS)
  if (end < 0) return null
  const packets = heard.slice(begin, end).map((one) => ({
    atMs: (passed(one) * 1000) / clockRate,
    timestamp: passed(one),
    marker: one.header.marker,
    payload: one.payload,
  }))
  const lasts = passed(heard[end])
  return { kind, clockRate, lasts, lastsMs: (lasts * 1000) / clockRate, packets }
}

/** RFC 7741 §4.2 and §4.3: behind the descriptor, the lowest bit of a frame that needs no other is 0. */
function beginsKeyFrame(payload) {
  const [first, second] = payload
  if ((first & 0x17) !== 0x10) return false
  let at = 1
  if ((first & 0x80) !== 0) {
    at += 1
    if ((second & 0x80) !== 0) at += (payload[2] & 0x80) === 0 ? 1 : 2
    if ((second & 0x40) !== 0) at += 1
    if ((second & 0x30) !== 0) at += 1
  }
  return (payload[at] & 1) === 0
}

/** Runs in the page: its camera shows noise, which no encoder can make small, and its microphone hears a changing tone. */
function playNoise() {
  navigator.mediaDevices.getUserMedia = async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 })
    const pen = canvas.getContext('2d')
    setInterval(() => {
      for (let square = 0; square < 60; square += 1) {
        pen.fillStyle = `hsl(${Math.random() * 360} 60% 50%)`
        pen.fillRect(Math.random() * 320, Math.random() * 180, 24, 24)
      }
    }, 1000 / 15)
    const context = new AudioContext()
    await context.resume()
    const tone = context.createOscillator()
    const wobble = context.createOscillator()
    const depth = context.createGain()
    wobble.frequency.value = 4
    depth.gain.value = 120
    wobble.connect(depth).connect(tone.frequency)
    const out = context.createMediaStreamDestination()
    tone.connect(out)
    tone.start()
    wobble.start()
    return new MediaStream([...canvas.captureStream(15).getVideoTracks(), ...out.stream.getAudioTracks()])
  }
}
