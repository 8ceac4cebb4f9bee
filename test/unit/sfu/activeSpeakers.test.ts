import { expect, test } from 'vitest'
import { HOLD_MS, ActiveSpeakers } from '../../../main/sfu/allocation/ActiveSpeakers.ts'

test('a cough ends with the next measurement, a turn goes on through the pause between two sentences', () => {
  const speakers = new ActiveSpeakers<string>()
  expect(speakers.update(['Alice'], 0)).toEqual(['Alice'])
  expect(speakers.update([], 200)).toEqual([])
  expect(speakers.pending).toBe(false)
  expect(speakers.update(['Bob'], 400)).toEqual(['Bob'])
  expect(speakers.update(['Bob'], 600)).toBeNull()
  expect(speakers.update([], 800)).toBeNull()
  expect(speakers.pending).toBe(true)
  expect(speakers.update([], 600 + HOLD_MS)).toBeNull()
  expect(speakers.update([], 601 + HOLD_MS)).toEqual([])
  expect(speakers.pending).toBe(false)
})

test('whoever begins stands before somebody whose last sentence has just ended', () => {
  const speakers = new ActiveSpeakers<string>()
  speakers.update(['Alice'], 0)
  speakers.update(['Alice'], 200)
  expect(speakers.update(['Bob'], 400)).toEqual(['Bob', 'Alice'])
  // A cough of hers would have been over by now.
  expect(speakers.update(['Bob'], 600)).toBeNull()
  expect(speakers.update(['Bob'], 200 + HOLD_MS + 1)).toEqual(['Bob'])
})

test('single words that follow each other soon are one turn, and nothing is told in between', () => {
  const speakers = new ActiveSpeakers<string>()
  expect(speakers.update(['Alice'], 0)).toEqual(['Alice'])
  expect(speakers.update([], 250)).toEqual([])
  expect(speakers.update(['Alice'], 500)).toEqual(['Alice'])
  expect(speakers.update([], 750)).toBeNull()
  expect(speakers.update(['Alice'], 1000)).toBeNull()
  expect(speakers.update([], 1001 + HOLD_MS)).toEqual([])
})

test('a second cough long after the first is another cough', () => {
  const speakers = new ActiveSpeakers<string>()
  speakers.update(['Alice'], 0)
  speakers.update([], 250)
  expect(speakers.update(['Alice'], 251 + HOLD_MS)).toEqual(['Alice'])
  expect(speakers.update([], 500 + HOLD_MS)).toEqual([])
})
