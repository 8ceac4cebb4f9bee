import { expect, test } from 'vitest'
import { Subscriber } from '../../../renderer/session/media/subscribing/Subscriber.ts'
import { testTrack } from '../../fixtures/roomIds.ts'

const large = { width: 640, height: 360, priority: 'tile' } as const

test('a picture is to be sent to us while it is shown, and pictures are wanted', () => {
  const viewing = new Subscriber(async () => undefined)
  expect(viewing.shows(testTrack(1))).toBe(false)
  viewing.show(new Map([[testTrack(1), large]]))
  expect([testTrack(1), testTrack(2)].map((track) => viewing.shows(track))).toEqual([true, false])
  viewing.setReception('saver')
  expect(viewing.shows(testTrack(1))).toBe(true)
  viewing.setReception('audio')
  expect(viewing.shows(testTrack(1))).toBe(false)
  viewing.setReception('full')
  viewing.show(new Map())
  expect(viewing.shows(testTrack(1))).toBe(false)
  viewing.close()
})
