/** The wire versions this build speaks, both inclusive. A breaking change of the wire raises `max`. */
export const PROTOCOL = { min: 1, max: 1 } as const

/** The WebSocket subprotocol that every client names, so that a wrong port is noticed at the handshake. */
export const SUBPROTOCOL = 'hearth.v1'
