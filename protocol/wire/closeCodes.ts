/** WebSocket close codes of Hearth (4000–4999 are an application's own, RFC 6455 §7.4.2). */
export const closeCodes = {
  /** The client left by its own wish. */
  left: 1000,
  /** A page is going away, as browsers say it: it is closed, or loaded anew. The person may come back. */
  goingAway: 1001,
  /** The frame was larger than `limits.frameBytes` (RFC 6455). */
  frameTooBig: 1009,
  /** The host restarts and keeps the rooms: come back (the IANA registry's "Service Restart"). */
  restarting: 1012,
  /** A moderator removed the person. Do not come back by yourself. */
  removed: 4001,
  /** The host stops, and the meeting is over for everybody. */
  hostStopped: 4002,
  /** The client reads too slowly: its queue is full. */
  tooSlow: 4003,
  /** No answer to a ping. */
  dead: 4004,
  /** Too many frames that are no requests. */
  badFrames: 4005,
  /** The socket never joined a room. */
  idle: 4006,
  /** The host or the address has too many sockets open. */
  full: 4007,
  /** The session goes on over a newer connection of the same client. */
  replaced: 4008,
  /** Somebody in that room of the relay has that id already. */
  taken: 4009,
  /** The same as `goingAway`, which a page cannot say by itself. */
  pageGone: 4010,
} as const
