/** The page of the bare application: joins on a click, shows everyone who is there, plays what they say. */
import { Device } from 'mediasoup-client'

const wanted = new URLSearchParams(location.search)
const name = wanted.get('username')
const capture = () => navigator.mediaDevices.getUserMedia({ audio: true, video: true })
/** `camera=early`: runs before the click, as where a person looks at oneself in a lobby. */
const early = wanted.get('camera') === 'early' ? capture() : null
early?.catch(() => undefined)
/** The same as Hearth's for a picture of this size, where nothing else is wanted; bits per second. */
const maxBitrate = Number(wanted.get('bitrate') ?? 400_000)
const people = document.querySelector('section')
const shown = new Map()
const requests = new Map()

function tile(person, stream, muted) {
  const group = document.createElement('div')
  group.setAttribute('role', 'group')
  group.setAttribute('aria-label', person)
  const video = Object.assign(document.createElement('video'), { autoplay: true, playsInline: true, muted })
  video.srcObject = stream
  group.append(video)
  people.append(group)
  return group
}

async function join() {
  const socket = new WebSocket(location.origin.replace('http', 'ws'))
  const say = (type, content) => socket.send(JSON.stringify({ type, ...content }))
  const captured = early ?? capture()
  const device = await Device.factory()
  let receive
  let receiving = Promise.resolve()

  async function welcome({ capabilities, send, recv }) {
    await device.load({ routerRtpCapabilities: capabilities })
    say('join', { name, rtpCapabilities: device.recvRtpCapabilities })
    receive = device.createRecvTransport(recv)
    const sending = device.createSendTransport(send)
    for (const [direction, transport] of Object.entries({ recv: receive, send: sending }))
      transport.on('connect', ({ dtlsParameters }, done) => {
        say('connect', { direction, dtlsParameters })
        done()
      })
    sending.on('produce', ({ kind, rtpParameters }, done) => {
      requests.set(requests.size, (id) => done({ id }))
      say('produce', { request: requests.size - 1, kind, rtpParameters })
    })
    const stream = await captured.catch(() => null)
    // Without a camera one can still watch.
    if (stream === null) return
    tile(name, stream, true)
    const [audio] = stream.getAudioTracks()
    const [video] = stream.getVideoTracks()
    await Promise.all([
      sending.produce({ track: video, encodings: [{ maxBitrate }] }),
      sending.produce({ track: audio, codecOptions: { opusFec: true, opusDtx: true } }),
    ])
  }

  async function consumed(consumers) {
    const made = await Promise.all(consumers.map((consumer) => receive.consume(consumer)))
    say('resume', { ids: made.map(({ id }) => id) })
    made.forEach(({ id, track }, index) => {
      const person = consumers[index].name
      const kept = [...shown.values()].find((other) => other.person === person)
      const stream = kept?.stream ?? new MediaStream()
      stream.addTrack(track)
      shown.set(id, { person, stream, group: kept?.group ?? tile(person, stream, false) })
    })
  }

  const hear = {
    welcome,
    produced: ({ request, id }) => requests.get(request)(id),
    consumers: ({ consumers }) => {
      receiving = receiving.then(() => consumed(consumers))
    },
    closed: ({ id }) => {
      shown.get(id)?.group.remove()
      shown.delete(id)
    },
    chat: () => undefined,
  }
  socket.onmessage = ({ data }) => {
    const { type, ...content } = JSON.parse(data)
    void hear[type](content)
  }
}

document.querySelector('button').onclick = join
