import { createHash, createHmac, randomBytes, X509Certificate } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { SrtpSession } from 'werift'

// The DTLS client alone, without the connection that is built on it, is no part of the library's entrance.
const load = createRequire(import.meta.url)
const library = join(dirname(load.resolve('werift')), '../..')
const { DtlsClient } = load(join(library, 'dtls/src/client.js'))
const { CipherContext } = load(join(library, 'dtls/src/context/cipher.js'))

/** SRTP_AES128_CM_HMAC_SHA1_80 (RFC 5764 §4.1.2), with its lengths of key and salt. */
const PROFILE = 1
const [KEY_LENGTH, SALT_LENGTH] = [16, 14]
const CONSENT_MS = 5000
const RETRY_MS = 200
const DTLS_PATIENCE_MS = 20_000

// One certificate for all peers: every handshake is a real one, but the key is made once.
const certificate = await CipherContext.createSelfSignedCertificateWithKey({ hash: 4, signature: 3 }, 23)
const digest = createHash('sha256').update(new X509Certificate(certificate.certPem).raw).digest('hex')

/** What a host must know to let a peer's DTLS in. */
export const dtlsParameters = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: digest.toUpperCase().match(/../g).join(':') }],
}

/**
 * The cheapest end of a mediasoup WebRtcTransport that it accepts: real ICE checks, a real DTLS handshake, real SRTP.
 * Packets that come in are counted, not decrypted, unless somebody asks for them.
 */
export class MediaPeer {
  /** RTP packets that came in. */
  packets = 0
  bytes = 0
  /** When the first of them came (monotonic milliseconds); null before. */
  firstAt = null
  /** By SSRC: how many came, and between which sequence numbers. */
  streams = new Map()
  #socket
  #timers = []
  #dtls
  #srtp
  #onRtp
  #onPictureWanted

  /**
   * @param onRtp is given every packet, decrypted.
   * @param onPictureWanted told that the host asks for a key frame (RFC 4585 §6.3.1: PLI).
   */
  constructor({ onRtp = null, onPictureWanted = () => undefined } = {}) {
    this.#onRtp = onRtp
    this.#onPictureWanted = onPictureWanted
  }

  /** Connects to a transport, as the host described it. The host must have our {@link dtlsParameters} by then. */
  async connect({ iceParameters, iceCandidates }) {
    const { port, address } = iceCandidates.find(({ protocol }) => protocol === 'udp')
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 })
    this.#socket = socket
    await new Promise((done) => socket.bind(0, '127.0.0.1', done))
    await new Promise((done) => socket.connect(port, address, done))
    const user = `${iceParameters.usernameFragment}:${randomBytes(4).toString('hex')}`
    const check = () => socket.send(bindingRequest(user, iceParameters.password))
    const found = Promise.withResolvers()
    const link = {
      type: 'udp',
      address: {},
      onData: () => undefined,
      send: async (packet) => socket.send(packet),
      close: async () => undefined,
    }
    // A host that has stopped refuses what still comes; that is nothing to end by.
    socket.on('error', () => undefined)
    socket.on('message', (packet) => {
      const [first] = packet
      if (first >= 128 && first < 192) this.#received(packet)
      else if (first < 2) found.resolve()
      else if (first >= 20 && first < 64) link.onData(packet, [address, port])
    })
    check()
    const retry = setInterval(check, RETRY_MS)
    await found.promise
    clearInterval(retry)
    this.#timers.push(setInterval(check, CONSENT_MS))
    await this.#shakeHands(link)
  }

  /** Sends one packet, encrypted. @param header as werift's `RtpHeader`. */
  send(header, payload) {
    this.#socket.send(this.#srtp.encrypt(payload, header))
  }

  close() {
    for (const timer of this.#timers) clearInterval(timer)
    this.#socket?.close()
    this.#socket = undefined
  }

  async #shakeHands(link) {
    const dtls = new DtlsClient({
      cert: certificate.certPem,
      key: certificate.keyPem,
      signatureHash: certificate.signatureHash,
      transport: link,
      srtpProfiles: [PROFILE],
      extendedMasterSecret: true,
    })
    this.#dtls = dtls
    await new Promise((done, fail) => {
      const late = setTimeout(() => fail(new Error('The DTLS handshake takes too long.')), DTLS_PATIENCE_MS)
      dtls.onConnect.once(() => {
        clearTimeout(late)
        done()
      })
      // It lingers in its retransmission timer after the handshake; the event above is what counts.
      dtls.connect().catch(fail)
    })
    const keys = this.#dtls.extractSessionKeys(KEY_LENGTH, SALT_LENGTH)
    this.#srtp = new SrtpSession({
      profile: PROFILE,
      keys: {
        localMasterKey: keys.localKey,
        localMasterSalt: keys.localSalt,
        remoteMasterKey: keys.remoteKey,
        remoteMasterSalt: keys.remoteSalt,
      },
    })
  }

  #received(packet) {
    const type = packet[1]
    // RTCP and RTP are told apart by this byte (RFC 5761 §4). Its first eight bytes are never encrypted.
    if (type >= 192 && type < 224) {
      if (type === 206) this.#onPictureWanted()
      return
    }
    this.packets += 1
    this.bytes += packet.length
    this.firstAt ??= performance.now()
    const sequence = packet.readUInt16BE(2)
    const ssrc = packet.readUInt32BE(8)
    const stream = this.streams.get(ssrc)
    if (stream === undefined) this.streams.set(ssrc, { count: 1, first: sequence, last: sequence })
    else {
      stream.count += 1
      // Counts on past 65,535; one that comes late does not take it back.
      const ahead = (sequence - stream.last) & 0xffff
      if (ahead < 0x8000) stream.last += ahead
    }
    if (this.#onRtp !== null) this.#onRtp(this.#srtp.decrypt(packet))
  }
}

/** An ICE check (RFC 8445 §7.2.2) that nominates at once. */
function bindingRequest(user, password) {
  const attribute = (type, value) => {
    const packed = Buffer.alloc(4 + Math.ceil(value.length / 4) * 4)
    packed.writeUInt16BE(type, 0)
    packed.writeUInt16BE(value.length, 2)
    value.copy(packed, 4)
    return packed
  }
  const head = Buffer.alloc(20)
  head.writeUInt16BE(1, 0)
  head.writeUInt32BE(0x2112a442, 4)
  randomBytes(12).copy(head, 8)
  const message = Buffer.concat([
    head,
    attribute(0x0006, Buffer.from(user)),
    attribute(0x0024, Buffer.from([0x6e, 0, 1, 255])),
    attribute(0x802a, randomBytes(8)),
    attribute(0x0025, Buffer.alloc(0)),
  ])
  // The length covers, each time, what is about to follow.
  message.writeUInt16BE(message.length - 20 + 24, 2)
  const signed = Buffer.concat([
    message,
    attribute(0x0008, createHmac('sha1', password).update(message).digest()),
  ])
  signed.writeUInt16BE(signed.length - 20 + 8, 2)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE((crc32(signed) ^ 0x5354554e) >>> 0)
  return Buffer.concat([signed, attribute(0x8028, sum)])
}
