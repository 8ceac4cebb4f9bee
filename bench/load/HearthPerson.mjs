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

  /** As a page in the lobby: the connection stands, and so does the transport over which this one will receive. */
  async open(room) {
    await once(this.#socket, 'open')
    const { dtlsParameters } = this.#media
    const warmed = await this.#ask('session.warm', { room, rtpCapabilities: capabilities, dtlsParameters })
    this.#transports = warmed.transports
    await this.#media.connect('recv', this.#transports.recv)
  }

  /** The click: enters the room. Resolves once the pictures there are to flow. */
  async join(room, name) {
    const { consumers } = await this.#ask('session.join', { protocol: 1, room, name })
    this.joinedAt = performance.now()
    await this.#resume(consumers)
  }

  /** @param tracks of `source` (the camera or the microphone), with `rtpParameters`. */
  async produce(tracks) {
    const shown = tracks.map(({ source, rtpParameters }) => ({ source, rtpParameters, muted: false }))
    await this.#ask('media.produce', { tracks: shown })
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
