/**
 * Runs in a page before everything else: notes when the steps of a recovery happen, in milliseconds since 1970,
 * so that pages and host can be laid side by side.
 */
export function traceSteps() {
  window.steps = []
  const note = (what, at = performance.now()) => window.steps.push([performance.timeOrigin + at, what])
  const watched = [
    [RTCPeerConnection, ['createOffer', 'createAnswer', 'setLocalDescription', 'setRemoteDescription']],
    [RTCRtpSender, ['setParameters']],
  ]
  for (const [{ prototype }, names] of watched) {
    for (const name of names) {
      const original = prototype[name]
      prototype[name] = async function (...given) {
        note(`${name} begins`)
        try {
          return await original.apply(this, given)
        } finally {
          note(`${name} ends`)
        }
      }
    }
  }
  const Connection = RTCPeerConnection
  window.RTCPeerConnection = class extends Connection {
    constructor(...given) {
      super(...given)
      note('connection made')
      this.addEventListener('connectionstatechange', () => note(`connection ${this.connectionState}`))
    }
  }
  const Socket = WebSocket
  window.WebSocket = class extends Socket {
    #asked = new Map()
    constructor(...given) {
      super(...given)
      this.addEventListener('message', ({ data }) => {
        const { id, method } = JSON.parse(data)
        note(method === undefined ? `answer to ${this.#asked.get(id)}` : `news ${method}`)
      })
    }
    send(text) {
      const { id, method } = JSON.parse(text)
      this.#asked.set(id, method)
      note(`asks ${method}`)
      super.send(text)
    }
  }
}
