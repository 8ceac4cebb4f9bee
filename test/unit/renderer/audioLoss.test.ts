import { expect, it } from 'vitest'
import {
  missingShare,
  audioLoss,
  NOTHING_MISSING,
  type PacketCounts,
} from '../../../renderer/session/media/loss/audioLoss.ts'

const counts = (received: number, lost: number, asked: number): PacketCounts => ({ received, lost, asked })

/** What holds after looks that found these shares missing, from nothing on. */
const after = (...shares: number[]) => shares.reduce(audioLoss, NOTHING_MISSING)
const looks = (count: number) => Array.from({ length: count }, () => 0)

it.each([
  ['all came', counts(150, 0, 0), 0],
  ['one of fifty never came', counts(149, 1, 0), 0.02],
  ['five were asked for again and came', counts(150, 0, 5), 0.1],
  ['some were asked for several times, and some of them never came', counts(145, 5, 20), 0.4],
  ['a late one counts as lost no longer', counts(151, -1, 0), 0],
  ['a pause in speech, of which a share says nothing', counts(103, 1, 2), 0],
])('tells which share of packets was missing at first: %s', (_name, now, share) => {
  expect(missingShare(counts(100, 0, 0), now)).toBe(share)
})

it('takes a way for lossy at once, and for good again only after twenty calm looks in a row', () => {
  expect(after(0.02).lossy).toBe(false)
  expect(after(0.03).lossy).toBe(true)
  expect(after(0.1, ...looks(19)).lossy).toBe(true)
  expect(after(0.1, ...looks(20)).lossy).toBe(false)
  expect(after(0.1, ...looks(19), 0.1, ...looks(19)).lossy).toBe(true)
})
