import type { ErrorCode } from '../../../../protocol/wire/errors.ts'

/**
 * Why the host said no, by the code of the wire. Hearth itself never asks for some of these things; who reads such a
 * sentence has found a fault of ours, and learns what to try.
 */
export const errors = {
  parse_error: 'The host could not read what this app sent. Leave and join again.',
  bad_frame: 'The host could not read what this app sent. Leave and join again.',
  unknown_method: 'The host cannot do this. Its version of Hearth may be older than this app.',
  bad_params: 'The host did not take this. Its version of Hearth may be another one than this app’s.',
  internal: 'Something went wrong on the host. Try again.',
  not_joined: 'Join the room first.',
  already_joined: 'You are in the room already.',
  forbidden: 'Your role does not allow this.',
  rate_limited: 'Too many requests at once. Wait a moment and try again.',
  too_many_pending: 'The host has not answered for some time. Wait a moment and try again.',
  version_mismatch: 'This app and the host speak different versions. Update the older one.',
  room_full: 'The room is full. Try again when somebody has left.',
  host_full: 'The host has no place for another room. Try again when a meeting there has ended.',
  no_such_peer: 'That person is not in the room.',
  no_such_track: 'That microphone, camera or share is not there any more.',
  too_many_tracks: 'You are sending as many pictures and sounds as allowed. End a share first.',
  no_media: 'The host cannot carry sound and pictures right now. Chat still works.',
  media_failed: 'Sound and pictures couldn’t be set up. Try again.',
  session_lost: 'The host no longer knows this session. Join again.',
  media_held_back:
    'Your sound and pictures are held back for some minutes: the media server stopped on them again and again. Chat still works.',
  not_direct: 'Only two people connect directly, and only while the media server is not running.',
  no_check: 'No check is under way, or its connection is not up.',
  media_full: 'The host carries as many people with sound and pictures as it can. Chat still works.',
  password_needed: 'This meeting has a password. Enter it to join.',
  wrong_password: 'That is not the password of this meeting. Ask whoever invited you.',
  room_locked: 'This meeting is locked. Ask to be let in.',
  too_many_tries: 'Too many wrong passwords came from your address. Wait a moment and try again.',
  not_waiting: 'That person is not waiting to be let in any more.',
  lobby_full: 'Too many people are waiting to be let in. Try again in a few minutes.',
  peer_away: 'That person is away. Try again when they’re back.',
  removed: 'You were removed from this meeting.',
  wrong_host_key: 'This host link isn’t valid any more. Ask for a new one, or join as a guest.',
} satisfies Record<ErrorCode, string>
