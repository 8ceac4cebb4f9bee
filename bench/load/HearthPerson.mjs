import { once } from 'node:events'
import WebSocket from 'ws'
import { capabilities } from './capabilities.mjs'

/** A load person's signaling with a Hearth host: the same requests as the page's, over a real connection. */
export class HearthPerson {
  /** Called with the text of each line of chat. */
  onChat = () => undefined
  /** When the host has let this one in (monotonic milliseconds). */
  joinedAt = null
  #socket
  #asked = new Map()
  #nextId = 1
  #media
  #transports

  /** @param media has `dtlsParameters`, and `connect`s a direction to a transport of the host. */
  constructor(base, media) {
    this.#media = media
    this.#socket = new WebSocket(new URL('signal', base.replace('http', 'ws')), 'hearth.v1', {
      rejectUnauthorized: false,
    })
    this.#socket.on('message', (data) => this.#heard(JSON.parse(data)))
  }

  /** Waits until the host has greeted. */
  async open() {
    await once(this.#socket, 'open')
  }

  /** Enters the room and begins to receive. Resolves once both is done. */
  async join(room, name) {
    const { transports, consumers } = await this.#ask('session.join', {
      protocol: 1,
      room,
      name,
      rtpCapabilities: capabilities,
    })
    this.joinedAt = performance.now()
    this.#transports = transports
    await this.#ask('media.connect', { direction: 'recv', dtlsParameters: this.#media.dtlsParameters })
    await this.#media.connect('recv', transports.recv)
    await this.#resume(consumers)
  }

  /** @param tracks of `source` (the camera or the microphone), with `rtpParameters`. */
  async produce(tracks) {
    const shown = tracks.map(({ source, rtpParameters }) => ({ source, rtpParameters, muted: false }))
    await this.#ask('media.produce', { dtlsParameters: this.#media.dtlsParameters, tracks: shown })
    await this.#media.connect('send', this.#transports.send)
  }

  say(text) {
    return this.#ask('chat.send', { text })
  }

  close() {
    this.#socket.terminate()
  }

  async #ask(method, params) {
    const id = this.#nextId
    this.#nextId += 1
    const answer = Promise.withResolvers()
    this.#asked.set(id, answer)
    this.#socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }))
    return answer.promise
  }

  async #resume({ consumers }) {
    const tracks = consumers.filter(({ kind, track }) => kind === 'video' && track !== null)
    if (tracks.length > 0) await this.#ask('media.resume', { tracks: tracks.map(({ track }) => track) })
  }

  #heard({ id, result, error, method, params }) {
    if (method === 'media.consumers') this.#resume(params).catch(() => undefined)
    if (method === 'room.events')
      for (const { type, message } of params.events) if (type === 'chat.sent') this.onChat(message.text)
    if (method !== undefined) return
    const asked = this.#asked.get(id)
    this.#asked.delete(id)
    if (error === undefined) asked?.resolve(result)
    else asked?.reject(new Error(`${error.data.code}: ${error.message}`))
  }
}
