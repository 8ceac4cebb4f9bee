import { once } from 'node:events'
import WebSocket from 'ws'
import { capabilities } from './capabilities.mjs'

/** The same as `HearthPerson`, for the bare application. */
export class BarePerson {
  onChat = () => undefined
  /** The number that packets of pictures bear here; null before any are received. */
  videoType = null
  joinedAt = null
  #socket
  #media
  #welcome = Promise.withResolvers()
  #produced = []

  constructor(base, media) {
    this.#media = media
    this.#socket = new WebSocket(base.replace('http', 'ws'))
    this.#socket.on('message', (data) => this.#heard(JSON.parse(data)))
  }

  /** Its transports are there with the greeting; connecting them is a part of joining. */
  async open() {
    await once(this.#socket, 'open')
    await this.#welcome.promise
  }

  async join(_room, name) {
    this.#say('join', { name, rtpCapabilities: capabilities })
    const { recv } = await this.#welcome.promise
    this.#say('connect', { direction: 'recv', dtlsParameters: this.#media.dtlsParameters })
    await this.#media.connect('recv', recv)
  }

  async produce(tracks) {
    const { send } = await this.#welcome.promise
    this.#say('connect', { direction: 'send', dtlsParameters: this.#media.dtlsParameters })
    await this.#media.connect('send', send)
    await Promise.all(
      tracks.map(({ kind, rtpParameters }) => {
        const done = Promise.withResolvers()
        this.#say('produce', { request: this.#produced.push(done) - 1, kind, rtpParameters })
        return done.promise
      }),
    )
  }

  say(text) {
    this.#say('chat', { text })
  }

  close() {
    this.#socket.close()
  }

  #consume(consumers) {
    // It has no word for having been let in but this one.
    this.joinedAt ??= performance.now()
    const video = consumers.find(({ kind }) => kind === 'video')
    this.videoType = video?.rtpParameters.codecs[0].payloadType ?? this.videoType
    this.#say('resume', { ids: consumers.map(({ id }) => id) })
  }

  #say(type, content) {
    this.#socket.send(JSON.stringify({ type, ...content }))
  }

  #heard({ type, ...content }) {
    if (type === 'welcome') this.#welcome.resolve(content)
    if (type === 'produced') this.#produced[content.request].resolve(content.id)
    if (type === 'consumers') this.#consume(content.consumers)
    if (type === 'chat') this.onChat(content.text)
  }
}
