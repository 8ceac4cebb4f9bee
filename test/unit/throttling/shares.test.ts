import { expect, test } from 'vitest'
import { Shares } from '../../../main/throttling/Shares.ts'

const firm = new Set<string>()
const shares = () => new Shares<string>({ most: 6, mostPerKey: 4, yields: (item) => !firm.has(item) })

test('the key with the most gives up its newest place, and only to one with fewer', () => {
  const places = shares()
  for (const item of ['a1', 'a2', 'a3', 'a4']) expect(places.take('a', item).granted).toBe(true)
  expect(places.take('a', 'a5')).toEqual({ granted: false, lost: null })
  for (const item of ['b1', 'b2']) places.take('b', item)
  expect(places.take('c', 'c1')).toEqual({ granted: true, lost: 'a4' })
  expect(places.take('c', 'c2')).toEqual({ granted: true, lost: 'a3' })
  expect(places.take('d', 'd1')).toEqual({ granted: true, lost: expect.any(String) as string })
  places.giveBack('a', 'a4')
  expect(places.take('a', 'a6').granted).toBe(false)
})

test('what is firm stays, and a reserve is there even then', () => {
  const places = shares()
  for (const item of ['a1', 'a2', 'a3', 'a4']) places.take('a', item)
  for (const item of ['b1', 'b2']) places.take('b', item)
  for (const item of ['a1', 'a2', 'a3', 'a4', 'b1', 'b2']) firm.add(item)
  expect(places.take('c', 'c1')).toEqual({ granted: false, lost: null })
  expect(places.take('c', 'c1', 1)).toEqual({ granted: true, lost: null })
  expect(places.take('c', 'c2', 1)).toEqual({ granted: false, lost: null })
  firm.clear()
})

test('without a key it counts on the whole, and a place that is given back is free', () => {
  const places = shares()
  for (const item of ['1', '2', '3', '4', '5', '6']) expect(places.take(null, item).granted).toBe(true)
  expect(places.take(null, '7').granted).toBe(false)
  places.giveBack(null, '1')
  expect(places.take('a', 'a1').granted).toBe(true)
})

test('a key that comes first takes the place of one that does not, of the largest of those, however few it has', () => {
  const places = new Shares<string>({
    most: 4,
    mostPerKey: 3,
    yields: () => true,
    isFirst: (key) => key === 'known',
  })
  for (const item of ['k1', 'k2']) places.take('known', item)
  for (const key of ['a', 'b']) places.take(key, key)
  expect(places.take('c', 'c1')).toEqual({ granted: true, lost: 'k2' })
  expect(places.take('known', 'k3')).toEqual({ granted: true, lost: 'a' })
  places.giveBack('known', 'k3')
  places.take('b', 'b2')
  expect(places.take('known', 'k4')).toEqual({ granted: true, lost: 'b2' })
  expect(places.take('d', 'd1')).toEqual({ granted: true, lost: 'k4' })
})

test('where only those who come first are left, the one with the most gives up a place', () => {
  const places = new Shares<string>({ most: 3, mostPerKey: 3, yields: () => true, isFirst: () => true })
  for (const item of ['a1', 'a2']) places.take('a', item)
  places.take('b', 'b1')
  expect(places.take('b', 'b2')).toEqual({ granted: false, lost: null })
  expect(places.take('c', 'c1')).toEqual({ granted: true, lost: 'a2' })
})
