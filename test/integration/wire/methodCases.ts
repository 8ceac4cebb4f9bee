import { methods } from '../../../room/methods.ts'
import { rawFrame, TEXT } from '../../fixtures/RawSocket.ts'
import type { RawFrameCase } from './rawFrameCases.ts'

function ask(method: string, params: unknown, name: string, answer: string): RawFrameCase {
  const frame = rawFrame(TEXT, JSON.stringify({ jsonrpc: '2.0', id: 7, method, params }))
  return { name: `${method} ${name}`, bytes: [frame], said: [`answer 7 ${answer}`] }
}

const DTLS = {
  role: 'client',
  fingerprints: [{ algorithm: 'sha-256', value: Array.from({ length: 32 }, () => 'AB').join(':') }],
}

const odd = { length: { toString: 1, valueOf: 1 } }
/** As deep as a frame may be before JavaScript itself gives up on writing it. */
const deep: unknown = Array.from({ length: 2000 }).reduce((inner) => [inner], 0)

/** Every method that there is, from somebody who is in no room; one that is added is here from its first day on. */
export const methodCases: readonly RawFrameCase[] = [
  ...Object.entries(methods).flatMap(([method, { when, params }]) => {
    const fits = params.safeParse({}).success
    return [
      ask(method, [], 'with a list for its params', 'bad_frame'),
      ask(method, 'text', 'with a text for its params', 'bad_frame'),
      // Whoever is in no room learns nothing of what a method of the room would like to have.
      ...(when === 'joined' ? [ask(method, {}, 'from outside the room', 'not_joined')] : []),
      ...(when !== 'joined' && !fits ? [ask(method, {}, 'without what it needs', 'bad_params')] : []),
    ]
  }),
  // JavaScript throws where it is to compare this with a number.
  ask(
    'session.join',
    { protocol: 1, room: odd, name: 'Ada' },
    'with a length that is no number',
    'bad_params',
  ),
  ask('session.warm', { room: odd, rtpCapabilities: {} }, 'with a length that is no number', 'bad_params'),
  ...(
    [
      ['id', 'null', { jsonrpc: '2.0', id: odd, method: 'session.leave' }],
      ['method', '7', { jsonrpc: '2.0', id: 7, method: odd }],
      ['id that is a deep list', 'null', { jsonrpc: '2.0', id: { length: deep }, method: 'session.leave' }],
    ] as const
  ).map(([what, id, frame]) => ({
    name: `an ${what} with a length that is no number`,
    bytes: [rawFrame(TEXT, JSON.stringify(frame))],
    said: [`answer ${id} bad_frame`],
  })),
  ask('media.restartIce', { direction: 'send' }, 'without media', 'no_media'),
  ask('media.restartIce', { direction: 'both' }, 'in no direction', 'bad_params'),
  ask('media.connect', { direction: 'recv', dtlsParameters: DTLS }, 'without media', 'no_media'),
  ask('session.resume', { token: 'A'.repeat(32), seq: 0 }, 'with an unknown token', 'session_lost'),
  ask('session.resume', { token: 'A'.repeat(32), seq: -1 }, 'with a number below zero', 'bad_params'),
]
