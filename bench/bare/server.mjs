/**
 * `node bench/bare/server.mjs FOLDER [PORT [tls]]`: the least that mediasoup needs for a call, to compare Hearth with: one room, one
 * page, one file for the server. No names are checked, nothing is kept, nobody is let back in. It prints its address.
 * Whoever connects is told everything for both transports in the first message; pictures that come up later wait until
 * the page is ready for them, as mediasoup's own documentation advises.
 *
 * @param FOLDER where `bundlePage.mjs` has put the page's script.
 * @param tls with a certificate of its own, as whoever is to be reached from other computers needs: browsers give no camera
 *   to pages from there that came over plain http.
 */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { join } from 'node:path'
import { createWorker } from 'mediasoup'
import { WebSocketServer } from 'ws'
import { createSelfSignedCertificate } from '../../main/tls/createSelfSignedCertificate.ts'

const ADDRESS = '127.0.0.1'
const mediaCodecs = [
  {
    kind: 'audio',
    mimeType: 'audio/opus',
    clockRate: 48_000,
    channels: 2,
    parameters: { useinbandfec: 1, usedtx: 1 },
  },
  { kind: 'video', mimeType: 'video/VP8', clockRate: 90_000 },
]

const worker = await createWorker({ logLevel: 'warn' })
const listenInfos = ['udp', 'tcp'].map((protocol) => ({ protocol, ip: ADDRESS, port: 0 }))
const webRtcServer = await worker.createWebRtcServer({ listenInfos })
const router = await worker.createRouter({ mediaCodecs })
const files = {
  '/': ['text/html', await readFile(join(import.meta.dirname, 'page.html'))],
  '/page.js': ['text/javascript', await readFile(join(process.argv[2], 'page.js'))],
}
const peers = new Set()
/** What is asked for somebody who has just gone fails, and nobody needs it. */
const hasLeft = () => undefined

function serve(request, response) {
  const [type, body] = files[new URL(request.url, 'http://bare').pathname] ?? []
  response.writeHead(body === undefined ? 404 : 200, { 'content-type': type ?? 'text/plain' }).end(body)
}
const tls = process.argv[4] === 'tls' ? await createSelfSignedCertificate(null, [], Date.now()) : null
const server = tls === null ? createServer(serve) : createTlsServer({ key: tls.key, cert: tls.cert }, serve)

class Peer {
  producers = []
  ready = false

  constructor(socket, send, recv) {
    Object.assign(this, { socket, transports: { send, recv } })
    const describe = ({ id, iceParameters, iceCandidates, dtlsParameters }) => ({
      ...{ id, iceParameters, iceCandidates, dtlsParameters },
    })
    this.say('welcome', { capabilities: router.rtpCapabilities, send: describe(send), recv: describe(recv) })
  }

  say(type, content) {
    this.socket.send(JSON.stringify({ type, ...content }))
  }

  /** Tells this one how to receive producers of others. */
  async consume(wanted, paused) {
    const { rtpCapabilities } = this
    const consumers = await Promise.all(
      wanted.map(async ({ name, producer }) => {
        const options = { producerId: producer.id, rtpCapabilities, paused }
        const consumer = await this.transports.recv.consume(options)
        consumer.on('producerclose', () => this.say('closed', { id: consumer.id }))
        this.consumers.set(consumer.id, consumer)
        const { id, kind, rtpParameters } = consumer
        return { id, producerId: producer.id, kind, rtpParameters, name }
      }),
    )
    if (consumers.length > 0) this.say('consumers', { consumers })
  }

  consumers = new Map()

  handle = {
    join: async ({ name, rtpCapabilities }) => {
      Object.assign(this, { name, rtpCapabilities, ready: true })
      peers.add(this)
      const others = [...peers].filter((peer) => peer !== this)
      // The transport is not connected yet: mediasoup asks for the key frames when it is.
      await this.consume(
        others.flatMap((peer) => peer.producers),
        false,
      )
    },
    connect: ({ direction, dtlsParameters }) => this.transports[direction].connect({ dtlsParameters }),
    produce: async ({ request, kind, rtpParameters }) => {
      const producer = await this.transports.send.produce({ kind, rtpParameters })
      const shown = { name: this.name, producer }
      this.producers.push(shown)
      this.say('produced', { request, id: producer.id })
      for (const peer of peers) if (peer !== this) peer.consume([shown], kind === 'video').catch(hasLeft)
    },
    resume: ({ ids }) => Promise.all(ids.map((id) => this.consumers.get(id)?.resume())),
    chat: ({ text }) => {
      for (const peer of peers) peer.say('chat', { name: this.name, text })
    },
  }

  close() {
    peers.delete(this)
    for (const transport of Object.values(this.transports)) transport.close()
  }
}

new WebSocketServer({ server }).on('connection', (socket) => void welcome(socket))

async function welcome(socket) {
  const [send, recv] = await Promise.all([
    router.createWebRtcTransport({ webRtcServer }),
    router.createWebRtcTransport({ webRtcServer }),
  ])
  const peer = new Peer(socket, send, recv)
  socket.on('message', (data) => {
    const { type, ...content } = JSON.parse(data)
    Promise.resolve(peer.handle[type](content)).catch(hasLeft)
  })
  socket.on('close', () => peer.close())
}

server.listen(Number(process.argv[3] ?? 0), ADDRESS, () =>
  console.log(`${tls === null ? 'http' : 'https'}://${ADDRESS}:${server.address().port}/`),
)
process.on('SIGTERM', () => process.exit(0))
