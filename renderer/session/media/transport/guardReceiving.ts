import type { types } from 'mediasoup-client'

/**
 * The library writes everything that is received into one description of the host, which only grows: once the browser has refused
 * it because of one track, it would refuse each later one as well. Here what was refused is taken out again, so that the transport
 * stays of use.
 */
export function guardReceiving({ handler }: types.Transport): void {
  const receive: typeof handler.receive = handler.receive.bind(handler)
  handler.receive = async (wanted) => {
    const restore = keepDescription(Reflect.get(handler, '_remoteSdp'))
    try {
      return await receive(wanted)
    } catch (error) {
      restore()
      await rollBack(Reflect.get(handler, '_pc'))
      throw error
    }
  }
}

/** @returns what puts the host's description back to how it is now. @throws where the library has another form. */
function keepDescription(description: unknown): () => void {
  const {
    _mediaSections: sections,
    _midToIndex: indices,
    _firstMid: first,
    _sdpObject: whole,
  } = fieldsOf(description)
  const { media, groups } = fieldsOf(whole)
  if (
    !Array.isArray(sections) ||
    !(indices instanceof Map) ||
    !Array.isArray(media) ||
    !Array.isArray(groups)
  )
    throw new Error('The library has another form.')
  const kept = { sections: [...sections], indices: [...indices], media: [...media] }
  const bundles = groups.map((group) => ({ ...fieldsOf(group) }))
  return () => {
    sections.splice(0, sections.length, ...kept.sections)
    media.splice(0, media.length, ...kept.media)
    groups.splice(0, groups.length, ...bundles)
    indices.clear()
    for (const [mid, index] of kept.indices) indices.set(mid, index)
    Reflect.set(Object(description), '_firstMid', first)
  }
}

/** What the browser has taken of a description that it could not answer is undone. */
async function rollBack(connection: unknown): Promise<void> {
  if (!(connection instanceof RTCPeerConnection) || connection.signalingState !== 'have-remote-offer') return
  // One that closes meanwhile needs nothing undone.
  await connection.setRemoteDescription({ type: 'rollback', sdp: '' }).catch(() => undefined)
}

function fieldsOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw new Error('The library has another form.')
  return Object.fromEntries(Object.entries(value))
}
