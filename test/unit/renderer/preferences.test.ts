import fc from 'fast-check'
import { expect, test } from 'vitest'
import { roomNameSchema } from '../../../protocol/names.ts'
import { Preferences } from '../../../renderer/app/preferences/Preferences.ts'
import { DEFAULT_CAPTURE } from '../../../renderer/media/captureSettings.ts'

const nothing = new Preferences({ getItem: () => null, setItem: () => undefined }).read()

test('begins with both devices on and nothing else', () => {
  expect(nothing).toEqual({
    name: '',
    rooms: [],
    shortcuts: true,
    opensWith: 'browser',
    reception: 'full',
    stage: { layout: 'gallery', hideSelf: false, hideWithoutVideo: false },
    effects: { background: 'none', suppressNoise: false },
    devices: {
      microphone: true,
      camera: true,
      chosen: { microphone: null, camera: null, speaker: null },
      settings: {
        resolution: 720,
        codec: 'auto',
        shareStyle: 'detail',
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      },
    },
    announce: true,
    nearby: true,
  })
})

test('whatever stands in the storage, it is read without an error', () => {
  const text = fc.oneof(
    fc.string(),
    fc.json(),
    fc.constant('null'),
    fc.constant('{"rooms":[{"base":"x"}],"name":5}'),
  )
  fc.assert(
    fc.property(text, (kept) => {
      const { devices, rooms } = new Preferences({ getItem: () => kept, setItem: () => undefined }).read()
      expect(typeof devices.camera).toBe('boolean')
      expect(rooms).toEqual([])
    }),
  )
})

test('devices that were remembered before there was more to choose are still remembered', () => {
  const chosen = { microphone: 'a', camera: 'b', speaker: null }
  const kept = JSON.stringify({ devices: { microphone: false, camera: true, chosen } })
  const { devices } = new Preferences({ getItem: () => kept, setItem: () => undefined }).read()
  expect(devices).toEqual({ microphone: false, camera: true, chosen, settings: DEFAULT_CAPTURE })
})

test('a broken part does not take the others with it', () => {
  const kept = JSON.stringify({ name: 'Alice', rooms: 'none', devices: 7 })
  expect(new Preferences({ getItem: () => kept, setItem: () => undefined }).read()).toEqual({
    ...nothing,
    name: 'Alice',
  })
})

test('a browser that keeps nothing is no error', () => {
  const refuse = () => {
    throw new DOMException('', 'QuotaExceededError')
  }
  const memory = new Preferences({ getItem: refuse, setItem: refuse })
  memory.write({ name: 'Alice' })
  expect(memory.read()).toEqual(nothing)
})

test('the newest rooms come first, each once, and not more than fit', () => {
  let kept: string | null = null
  const memory = new Preferences({ getItem: () => kept, setItem: (_key, value) => void (kept = value) })
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b']) {
    const host = { base: 'https://h/', fingerprint: null, here: false, others: [], announced: false }
    memory.visited({ ...host, room: roomNameSchema.parse(name) })
  }
  expect(
    memory
      .read()
      .rooms.map(({ room }) => room)
      .join(''),
  ).toBe('bgfedc')
})
