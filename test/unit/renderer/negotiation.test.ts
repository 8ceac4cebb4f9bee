import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DirectMessage } from '../../../protocol/wire/directMessage.ts'
import {
  beginsCalls,
  ignoresOffer,
  signalAction,
} from '../../../renderer/session/media/peerToPeer/negotiation.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

const signalingStates: readonly RTCSignalingState[] = [
  'stable',
  'have-local-offer',
  'have-remote-offer',
  'closed',
]

test('P-DIRECT-8 of two who offer at once exactly one leaves the other’s offer aside', () => {
  const both = [true, false].map((polite) =>
    ignoresOffer(
      { polite, offering: false, takingAnswer: false, signalingState: 'have-local-offer' },
      'offer',
    ),
  )
  expect(both).toEqual([false, true])
})

test('P-DIRECT-8 an answer is never left aside, and an offer never by the one who gives way', () => {
  for (const signalingState of signalingStates)
    for (const offering of [true, false])
      for (const takingAnswer of [true, false]) {
        const standing = { offering, takingAnswer, signalingState }
        expect(ignoresOffer({ ...standing, polite: false }, 'answer')).toBe(false)
        expect(ignoresOffer({ ...standing, polite: true }, 'answer')).toBe(false)
        expect(ignoresOffer({ ...standing, polite: true }, 'offer')).toBe(false)
      }
})

test.each([
  // An offer that is being made collides before the browser's state says so.
  { offering: true, takingAnswer: false, signalingState: 'stable', aside: true },
  { offering: false, takingAnswer: false, signalingState: 'stable', aside: false },
  { offering: false, takingAnswer: false, signalingState: 'have-local-offer', aside: true },
  // The answer to our own offer is just being taken: what follows it is no collision.
  { offering: false, takingAnswer: true, signalingState: 'have-local-offer', aside: false },
  { offering: true, takingAnswer: true, signalingState: 'have-local-offer', aside: true },
] as const)('P-DIRECT-8 the one who begins: %o', ({ aside, ...standing }) => {
  expect(ignoresOffer({ ...standing, polite: false }, 'offer')).toBe(aside)
})

test('P-DIRECT-7 of two people exactly one begins', () => {
  const [one, other] = [testPeer(1), testPeer(2)]
  expect(beginsCalls(one, other)).toBe(!beginsCalls(other, one))
})

const offer = (call: number): DirectMessage => ({
  type: 'description',
  call,
  description: { type: 'offer', sdp: '' },
  tracks: [],
})
const answer = (call: number): DirectMessage => ({
  type: 'description',
  call,
  description: { type: 'answer', sdp: '' },
  tracks: [],
})
const candidate = (call: number): DirectMessage => ({
  type: 'candidate',
  call,
  candidate: { candidate: '', sdpMid: null, sdpMLineIndex: null, usernameFragment: null },
})
const end = (call: number): DirectMessage => ({ type: 'end', call })

test.each([
  [false, 0, offer(3), 'answer'],
  [false, 3, offer(4), 'answer'],
  [false, 3, offer(2), 'drop'],
  [false, 3, candidate(4), 'drop'],
  [false, 3, answer(4), 'drop'],
  [false, 3, end(3), 'wait'],
  [false, 3, end(2), 'drop'],
  [true, 3, offer(3), 'pass'],
  [true, 3, offer(4), 'drop'],
  [true, 3, candidate(2), 'drop'],
  [true, 3, end(3), 'begin'],
  [true, 3, end(0), 'begin'],
  [true, 3, end(2), 'begin'],
] as const)('P-DIRECT-7 begins: %s, in call %i, hears %o: %s', (begins, call, data, turn) => {
  expect(signalAction(begins, call, data)).toBe(turn)
})

/** One end of a pair, as far as the numbers of its calls go; it says things into `out`, in order. */
class End {
  readonly out: DirectMessage[] = []
  readonly #begins: boolean
  call = 0
  /** Whether there is a connection for that number. */
  open = false

  constructor(begins: boolean) {
    this.#begins = begins
    if (begins) this.restart()
  }

  restart(): void {
    if (!this.#begins) {
      this.open = false
      this.out.push(end(this.call))
      return
    }
    this.call += 1
    this.open = true
    this.out.push(offer(this.call))
  }

  hear(data: DirectMessage): void {
    const turn = signalAction(this.#begins, this.call, data)
    if (turn === 'begin') this.restart()
    if (turn === 'wait') this.open = false
    if (turn !== 'answer') return
    this.call = data.call
    this.open = true
    this.out.push(answer(this.call))
  }
}

test('P-DIRECT-7 whoever starts anew or was away whenever, both end in the same connection and fall silent', () => {
  const act = fc.constantFrom(
    'one restarts',
    'other restarts',
    'one was away',
    'other was away',
    'one hears',
    'other hears',
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
      const [one, other] = [new End(true), new End(false)]
      const hears = (listener: End, speaker: End) => {
        const said = speaker.out.shift()
        if (said !== undefined) listener.hear(said)
      }
      for (const what of acts) {
        if (what === 'one restarts') one.restart()
        if (what === 'other restarts') other.restart()
        // Somebody who was away for too long starts anew, and what was said meanwhile is lost.
        if (what === 'one was away') {
          other.out.splice(0)
          one.restart()
        }
        if (what === 'other was away') {
          one.out.splice(0)
          other.restart()
        }
        if (what === 'one hears') hears(one, other)
        if (what === 'other hears') hears(other, one)
      }
      for (let turns = 0; one.out.length + other.out.length > 0; turns += 1) {
        expect(turns).toBeLessThan(500)
        hears(other, one)
        hears(one, other)
      }
      expect([one.open, other.open, other.call]).toEqual([true, true, one.call])
    }),
    { numRuns: 2000 },
  )
})
