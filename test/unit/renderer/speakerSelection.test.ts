import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeerId } from '../../../protocol/ids.ts'
import {
  type Followed,
  selectByHost,
  selectByVoice,
  nobodyFollowed,
  TRIAL_MS,
} from '../../../renderer/call/stage/speaker/speakerSelection.ts'
import { testPeer } from '../../fixtures/roomIds.ts'

const [alice, bob] = [testPeer(0), testPeer(1)]
const STEP_MS = 40
const showing = (current: PeerId): Followed => ({ current, voices: new Map() })

/** What is heard from somebody, moment by moment, and when the large tile has changed, in milliseconds. */
function listen(
  moments: readonly (readonly PeerId[])[],
): { readonly peer: PeerId | null; readonly ms: number }[] {
  let followed: Followed = showing(alice)
  return moments.flatMap((loud, index) => {
    const before = followed
    followed = selectByVoice(before, loud, index * STEP_MS)
    return followed.current === before.current ? [] : [{ peer: followed.current, ms: index * STEP_MS }]
  })
}

const sound = (ms: number, ...peers: PeerId[]) => Array.from({ length: ms / STEP_MS }, () => peers)

describe('by what is heard', () => {
  test('another person is shown well within half a second of speech', () => {
    const [change] = listen([...sound(2000, alice), ...sound(1000, bob)])
    expect(change?.peer).toBe(bob)
    expect((change?.ms ?? 0) - 2000).toBeLessThanOrEqual(300)
  })

  test('syllables with gaps are one sentence', () => {
    const word = [...sound(160, bob), ...sound(80)]
    expect(listen([...word, ...word]).map(({ peer }) => peer)).toEqual([bob])
  })

  test('a cough, two coughs, silence and an "aha" change nothing', () => {
    expect(listen([...sound(160, bob), ...sound(1000)])).toEqual([])
    expect(listen([...sound(120, bob), ...sound(200), ...sound(120, bob), ...sound(400)])).toEqual([])
    expect(listen([...sound(2000, alice), ...sound(600, bob, alice), ...sound(1000, alice)])).toEqual([])
  })

  test('who speaks over somebody for long is shown in the end', () => {
    const [change] = listen([...sound(1000, alice), ...sound(4000, bob, alice)])
    expect(change?.peer).toBe(bob)
    expect(change?.ms).toBeGreaterThan(2000)
  })

  test('whatever is heard, nobody is shown without having been heard for a sentence', () => {
    const moment = fc.shuffledSubarray([0, 1, 2].map(testPeer))
    fc.assert(
      fc.property(fc.array(moment, { maxLength: 100 }), (moments) => {
        for (const { peer, ms } of listen(moments)) {
          const before = moments.slice(Math.max(0, ms / STEP_MS - 6), ms / STEP_MS + 1)
          expect(before.filter((loud) => peer !== null && loud.includes(peer)).length).toBeGreaterThanOrEqual(
            2,
          )
        }
      }),
    )
  })
})

describe('by what the host tells', () => {
  test('the first who speaks is shown at once, anybody after that when the trial is over', () => {
    expect(selectByHost(nobodyFollowed, [alice], 0).current).toBe(alice)
    const trial = selectByHost(showing(alice), [bob, alice], 1000)
    expect(trial.current).toBe(alice)
    expect(selectByHost(trial, [bob, alice], 1000 + TRIAL_MS - 1).current).toBe(alice)
    expect(selectByHost(trial, [bob, alice], 1000 + TRIAL_MS).current).toBe(bob)
  })

  test('silence and somebody less loud change nothing', () => {
    const trial = selectByHost(showing(alice), [bob], 1000)
    expect(selectByHost(trial, [], 1100)).toEqual(showing(alice))
    expect(selectByHost(showing(alice), [alice, bob], 5000)).toEqual(showing(alice))
  })
})
