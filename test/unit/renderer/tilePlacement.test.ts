import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PeerId, TrackId } from '../../../protocol/ids.ts'
import { nextTile } from '../../../renderer/call/stage/layout/nextTile.ts'
import type { StageContents } from '../../../renderer/call/stage/layout/stageContents.ts'
import {
  pageOf,
  type TilePlacement,
  tilePlacement,
} from '../../../renderer/call/stage/layout/tilePlacement.ts'
import type { Subject } from '../../../renderer/call/stage/layout/tileKey.ts'
import { sameWishes, visibleVideos } from '../../../renderer/call/stage/visibleVideos.ts'
import { testPeer, testTrack } from '../../fixtures/roomIds.ts'

const SELF = testPeer(999)
const size = { width: 1280, height: 690, galleryPage: 0, stripPage: 0 }

/** So many people, ourselves the last of them. */
function people(count: number): PeerId[] {
  return [...Array.from({ length: count - 1 }, (_, index) => testPeer(index)), SELF]
}

function contents(count: number, rest: Partial<StageContents> = {}): StageContents {
  return { self: SELF, people: people(count), shares: [], main: null, hidden: 0, ...rest }
}

const large = (peer: PeerId): Subject => ({ kind: 'person', peer })
const shown = (plan: TilePlacement) => [...plan.places.keys()]

describe('places', () => {
  test('whoever comes moves nobody to another page; we stay in sight on the first one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 50, max: 99 }), (count) => {
        const [before, after] = [count, count + 1].map((all) => tilePlacement(contents(all), size))
        expect(shown(after as TilePlacement)).toEqual(shown(before as TilePlacement))
        expect(shown(before as TilePlacement)).toContain(SELF)
      }),
    )
  })

  test('every page together shows everybody once, in the order in which they came', () => {
    const pages = [0, 1, 2].map((galleryPage) => tilePlacement(contents(110), { ...size, galleryPage }))
    const seen = pages.flatMap(shown)
    expect(seen.toSorted()).toEqual(people(110).toSorted())
    expect(seen.filter((key) => key !== SELF)).toEqual(people(110).slice(0, -1))
    for (const peer of people(110)) {
      expect(shown(pages[pageOf(pages[0] as TilePlacement, SELF, peer) ?? 9] as TilePlacement)).toContain(
        peer,
      )
    }
  })

  test('whose tiles exist: this page and the ones beside it, however many there are', () => {
    const pages = [0, 1, 2, 5].map((galleryPage) => tilePlacement(contents(500), { ...size, galleryPage }))
    const [first, second, third, far] = pages as [TilePlacement, TilePlacement, TilePlacement, TilePlacement]
    expect([...second.near].toSorted()).toEqual([first, second, third].flatMap(shown).toSorted())
    expect([first, second, third, far].map(({ near }) => near.size)).toEqual([2, 3, 3, 3].map((n) => n * 49))
    expect(far.near.has(testPeer(0))).toBe(false)
    const aside = tilePlacement(contents(500, { main: large(testPeer(400)) }), size)
    expect(aside.near.has(testPeer(400))).toBe(true)
    expect(aside.near.size).toBeLessThan(60)
  })

  test('who stands large is not beside as well; a share stays in sight of who looks at a person', () => {
    const share = testTrack(1)
    const plan = tilePlacement(contents(4, { main: large(testPeer(1)), shares: [share] }), size)
    expect(shown(plan)).toEqual([testPeer(1), share, testPeer(0), testPeer(2), SELF])
    expect(plan.places.get(testPeer(1))?.large).toBe(true)
  })

  test('of several shares one is shown, and there are tabs for all', () => {
    const shares = [testTrack(1), testTrack(2)]
    const plan = tilePlacement(contents(2, { shares, main: { kind: 'share', track: testTrack(2) } }), size)
    expect(shown(plan)).toEqual([testTrack(2), testPeer(0), SELF])
    expect(plan.tabs).not.toBeNull()
  })

  test('the keys count on the page of the gallery, whoever stands large', () => {
    const second = { ...size, galleryPage: 1 }
    const { numbered } = tilePlacement(contents(60), second)
    expect(numbered).toEqual(people(60).slice(48, 57))
    expect(tilePlacement(contents(60, { main: large(testPeer(50)) }), second).numbered).toEqual(numbered)
  })
})

describe('arrow keys', () => {
  const plan = tilePlacement(contents(5), size)
  const from = (index: number, key: string) => nextTile(plan, people(5)[index] as PeerId, key)

  test.each([
    [0, 'ArrowRight', 1],
    [1, 'ArrowLeft', 0],
    [0, 'ArrowDown', 3],
    [2, 'ArrowDown', 4],
    [4, 'Home', 0],
    [0, 'End', 4],
  ])('from tile %i by %s to tile %i', (index, key, to) => {
    expect(from(index, key)).toBe(people(5)[to])
  })

  test.each([
    [0, 'ArrowUp'],
    [0, 'ArrowLeft'],
    [0, 'x'],
  ])('from tile %i by %s nowhere', (index, key) => {
    expect(from(index, key)).toBeNull()
  })

  test('lead from everybody to everybody', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 49 }), (count) => {
        const all = tilePlacement(contents(count), size)
        const [first] = shown(all)
        const reached = new Set([first])
        for (const here of reached) {
          for (const key of ['ArrowRight', 'ArrowLeft', 'ArrowDown', 'ArrowUp']) {
            const next = here === undefined ? null : nextTile(all, here, key)
            if (next !== null) reached.add(next)
          }
        }
        expect(reached.size).toBe(count)
      }),
    )
  })
})

describe('wishes', () => {
  const cameras = new Map<PeerId, TrackId>(people(60).map((peer, index) => [peer, testTrack(index)]))
  cameras.delete(SELF)
  const shown = {
    size: { width: 1280, height: 690, pixelRatio: 2 },
    ...{ zoom: null, mini: null, watched: null, seen: true },
  }
  const shares = new Set([testTrack(900)])

  test('name what is in sight, in device pixels, and nothing else', () => {
    const plan = tilePlacement(contents(60), size)
    const wishes = visibleVideos({ ...shown, plan, cameras, shares })
    expect([...wishes.keys()]).toEqual(Array.from({ length: 48 }, (_, index) => testTrack(index)))
    const rect = plan.places.get(testPeer(0))?.rect
    expect(wishes.get(testTrack(0))).toEqual({
      width: (rect?.width ?? 0) * 2,
      height: (rect?.height ?? 0) * 2,
      priority: 'tile',
    })
  })

  test('ask for more pixels of a share that is looked at closely, in whole steps', () => {
    const plan = tilePlacement(
      contents(2, { shares: [testTrack(900)], main: { kind: 'share', track: testTrack(900) } }),
      size,
    )
    const at = (scale: number) =>
      visibleVideos({ ...shown, plan, cameras, shares, zoom: { scale, x: 0, y: 0 } })
    const whole = visibleVideos({ ...shown, plan, cameras, shares }).get(testTrack(900))
    expect(at(1.3).get(testTrack(900))?.width).toBe((whole?.width ?? 0) * 2)
    expect(sameWishes(at(1.3), at(1.9))).toBe(true)
    expect(sameWishes(at(1.9), at(2.1))).toBe(false)
    expect(whole?.priority).toBe('share')
  })

  test('hold for who is in the mini window, in sight or not', () => {
    const plan = tilePlacement(contents(60), size)
    const mini = { width: 360, height: 200 }
    const wishes = visibleVideos({ ...shown, plan, cameras, shares, mini, watched: testPeer(55) })
    expect(wishes.get(testTrack(55))).toEqual({ width: 720, height: 400, priority: 'main' })
    expect(wishes.size).toBe(49)
  })

  test('name nothing of a window that nobody sees but who is in the mini window', () => {
    const plan = tilePlacement(contents(60, { shares: [testTrack(900)] }), size)
    const unseen = { ...shown, plan, cameras, shares, seen: false, watched: testPeer(5) }
    expect(visibleVideos(unseen).size).toBe(0)
    expect([...visibleVideos({ ...unseen, mini: { width: 360, height: 200 } }).keys()]).toEqual([
      testTrack(5),
    ])
  })
})
