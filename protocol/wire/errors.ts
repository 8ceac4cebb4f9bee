/**
 * Every refusal the host can answer with: a stable code for programs, the JSON-RPC number, and a sentence for
 * people. A code, once published, keeps its meaning.
 */
export const errors = {
  parse_error: { rpc: -32700, message: 'The frame is not valid JSON text.' },
  bad_frame: { rpc: -32600, message: 'The frame is not a JSON-RPC 2.0 request with an id.' },
  unknown_method: { rpc: -32601, message: 'There is no such method.' },
  bad_params: { rpc: -32602, message: 'The parameters do not fit the method.' },
  internal: { rpc: -32603, message: 'Something went wrong on the host. Try again.' },
  not_joined: { rpc: -32001, message: 'Join the room first.' },
  already_joined: { rpc: -32002, message: 'You are in the room already.' },
  forbidden: { rpc: -32003, message: 'Your role does not allow this.' },
  rate_limited: { rpc: -32004, message: 'Too many requests at once. Wait a moment and try again.' },
  too_many_pending: { rpc: -32005, message: 'Too many requests are waiting for their answers.' },
  version_mismatch: {
    rpc: -32006,
    message: 'This app and the host speak different versions. Update the older one.',
  },
  room_full: { rpc: -32007, message: 'The room is full.' },
  host_full: { rpc: -32008, message: 'The host has no place for another room.' },
  no_such_peer: { rpc: -32009, message: 'That person is not in the room.' },
  no_such_track: { rpc: -32010, message: 'That microphone, camera or share is not there any more.' },
  too_many_tracks: { rpc: -32011, message: 'You are sending as many pictures and sounds as allowed.' },
  no_media: { rpc: -32012, message: 'The host cannot carry sound and pictures right now. Chat still works.' },
  media_failed: { rpc: -32013, message: 'The media connection could not be set up. Leave and join again.' },
  session_lost: { rpc: -32014, message: 'The host no longer knows this session. Join again.' },
  media_held_back: {
    rpc: -32015,
    message:
      'Your sound and pictures are held back for some minutes: the media server stopped on them again and again. Chat still works.',
  },
  not_direct: {
    rpc: -32016,
    message: 'Only two people connect directly, and only while the media server is not running.',
  },
  no_check: { rpc: -32017, message: 'No check is under way, or its connection is not up.' },
  media_full: {
    rpc: -32018,
    message: 'The host carries as many people with sound and pictures as it can. Chat still works.',
  },
  password_needed: { rpc: -32019, message: 'This meeting has a password. Enter it to join.' },
  wrong_password: { rpc: -32020, message: 'That is not the password of this meeting.' },
  room_locked: { rpc: -32021, message: 'This meeting is locked. Ask to be let in.' },
  too_many_tries: {
    rpc: -32022,
    message: 'Too many wrong passwords came from your address. Wait a moment and try again.',
  },
  not_waiting: { rpc: -32023, message: 'That person is not waiting to be let in any more.' },
  lobby_full: {
    rpc: -32024,
    message: 'Too many people are waiting to be let in. Try again in a few minutes.',
  },
  peer_away: { rpc: -32030, message: 'That person is away. Try again when they are back.' },
  removed: { rpc: -32031, message: 'You were removed from this meeting.' },
  wrong_host_key: {
    rpc: -32032,
    message: 'This host link is not valid any more. Open the one that the host prints now.',
  },
} as const

export type ErrorCode = keyof typeof errors

/** An answer of "no" on its way to the one who asked. `message` is for people, `code` for programs. */
export class ProtocolError extends Error {
  readonly code: ErrorCode
  /** What a program may need besides the code, such as `retryAfterMs`. */
  readonly details: Readonly<Record<string, unknown>> | undefined

  constructor(code: ErrorCode, message?: string, details?: Readonly<Record<string, unknown>>) {
    super(message ?? errors[code].message)
    this.name = 'ProtocolError'
    this.code = code
    this.details = details
  }

  /** @throws what is no refusal: a mistake of ours must not be shown as the host's "no". */
  static of(error: unknown): ProtocolError {
    if (error instanceof ProtocolError) return error
    throw error
  }
}
