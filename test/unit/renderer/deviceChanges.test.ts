import { describe, expect, test } from 'vitest'
import { type RawDevice, deviceInUse, inventoryOf } from '../../../renderer/media/devices/deviceList.ts'
import { deviceConstraint } from '../../../renderer/media/devices/deviceConstraint.ts'
import { deviceChanges } from '../../../renderer/media/devices/deviceChanges.ts'
import { selectedSpeaker } from '../../../renderer/media/devices/selectedSpeaker.ts'

const nothing = { microphone: null, camera: null, speaker: null }

function raw(kind: MediaDeviceKind, deviceId: string, groupId: string, label: string): RawDevice {
  return { kind, deviceId, groupId, label }
}

const builtIn = [
  raw('audioinput', 'mic', 'board', 'Built-in Microphone'),
  raw('audiooutput', 'out', 'board', 'Built-in Speaker'),
]
const headset = [
  raw('audioinput', 'head-mic', 'usb', 'Headset Microphone'),
  raw('audiooutput', 'head-out', 'usb', 'Headset Earphone'),
]
const webcam = [
  raw('videoinput', 'cam', 'webcam', 'Webcam'),
  raw('audioinput', 'cam-mic', 'webcam', 'Webcam Sound'),
]
const standardIs = (group: string, microphone: string, speaker: string) => [
  raw('audioinput', 'default', group, `Default - ${microphone}`),
  raw('audiooutput', 'default', group, `Default - ${speaker}`),
]
const boardIsDefault = standardIs('board', 'Built-in Microphone', 'Built-in Speaker')
const headsetIsDefault = standardIs('usb', 'Headset Microphone', 'Headset Earphone')

const board = inventoryOf([...boardIsDefault, ...builtIn])
const both = inventoryOf([...boardIsDefault, ...builtIn, ...headset])
const chosenHeadset = { ...nothing, microphone: 'head-mic', speaker: 'head-out' }

describe('the inventory', () => {
  test('has each device once, and knows which one is the default', () => {
    expect(both.microphone.devices.map(({ id }) => id)).toEqual(['mic', 'head-mic'])
    expect(both.microphone.standard?.label).toBe('Built-in Microphone')
    expect(both.speaker.standard?.id).toBe('out')
    expect(deviceInUse(both.microphone, 'head-mic')?.id).toBe('head-mic')
    expect(deviceInUse(board.microphone, 'head-mic')?.id).toBe('mic')
  })

  test('finds the default among the many of one group by its name', () => {
    const shelf = inventoryOf([
      raw('audiooutput', 'default', 'card', 'Default - HDMI'),
      raw('audiooutput', 'line', 'card', 'Line'),
      raw('audiooutput', 'hdmi', 'card', 'HDMI'),
    ]).speaker
    expect(shelf.standard?.id).toBe('hdmi')
  })

  test('is not known as long as the browser hides ids or names', () => {
    expect(inventoryOf([raw('audioinput', '', '', '')]).microphone).toEqual({
      known: false,
      devices: [],
      standard: null,
    })
    expect(inventoryOf([raw('audioinput', 'mic', '', '')]).microphone.known).toBe(false)
    expect(inventoryOf([]).microphone.known).toBe(true)
  })

  test('does not count the second name that Windows gives a device', () => {
    const twice = [raw('audioinput', 'communications', 'board', 'Communications - Built-in'), ...builtIn]
    expect(inventoryOf(twice).microphone.devices.map(({ id }) => id)).toEqual(['mic'])
  })
})

describe('what is asked for', () => {
  test('is exactly the chosen device while it is there, else exactly the default', () => {
    expect(deviceConstraint(both.microphone, 'head-mic', true)).toEqual({ deviceId: { exact: 'head-mic' } })
    expect(deviceConstraint(board.microphone, 'head-mic', true)).toEqual({ deviceId: { exact: 'default' } })
    expect(deviceConstraint(both.microphone, null, false)).toEqual({ deviceId: { exact: 'default' } })
  })

  test('is the chosen device also while the browser hides what there is', () => {
    const hidden = inventoryOf([raw('audioinput', '', '', '')]).microphone
    expect(deviceConstraint(hidden, 'head-mic', false)).toEqual({ deviceId: { exact: 'head-mic' } })
    expect(deviceConstraint(hidden, null, false)).toEqual({})
  })

  test('is the first camera where another one runs, and else left to the browser', () => {
    const { camera } = inventoryOf([...webcam, raw('videoinput', 'back', 'phone', 'Back camera')])
    expect(deviceConstraint(camera, null, true)).toEqual({ deviceId: { exact: 'cam' } })
    expect(deviceConstraint(camera, 'gone', false)).toEqual({})
  })
})

describe('the news', () => {
  test('a chosen headset that goes gives way to the default, by name', () => {
    expect(deviceChanges(both, board, chosenHeadset)).toEqual([
      { kind: 'gone', what: 'microphone', label: 'Headset Microphone', using: 'Built-in Microphone' },
      { kind: 'gone', what: 'speaker', label: 'Headset Earphone', using: 'Built-in Speaker' },
    ])
  })

  test('and is taken again when it returns, without being offered', () => {
    expect(deviceChanges(board, both, chosenHeadset)).toEqual([
      { kind: 'back', what: 'microphone', label: 'Headset Microphone' },
      { kind: 'back', what: 'speaker', label: 'Headset Earphone' },
    ])
  })

  test('a new headset is offered once, both its ends together', () => {
    expect(deviceChanges(board, both, nothing)).toEqual([
      {
        kind: 'added',
        label: 'Headset Microphone',
        devices: [
          { what: 'microphone', id: 'head-mic' },
          { what: 'speaker', id: 'head-out' },
        ],
      },
    ])
  })

  test('a default that the system moves is followed, and not offered besides', () => {
    const moved = inventoryOf([...headsetIsDefault, ...builtIn, ...headset])
    const switched = [
      { kind: 'switched', what: 'microphone', label: 'Headset Microphone' },
      { kind: 'switched', what: 'speaker', label: 'Headset Earphone' },
    ]
    expect(deviceChanges(board, moved, nothing)).toEqual(switched)
    expect(deviceChanges(both, moved, nothing)).toEqual(switched)
    expect(deviceChanges(both, moved, { ...nothing, microphone: 'mic', speaker: 'out' })).toEqual([])
  })

  test('a default that vanishes is gone', () => {
    const before = inventoryOf([...headsetIsDefault, ...builtIn, ...headset])
    expect(deviceChanges(before, board, nothing).map(({ kind }) => kind)).toEqual(['gone', 'gone'])
  })

  test('the last microphone leaves nothing to use', () => {
    const before = inventoryOf([...headset])
    expect(deviceChanges(before, inventoryOf([]), chosenHeadset)[0]).toEqual({
      kind: 'gone',
      what: 'microphone',
      label: 'Headset Microphone',
      using: null,
    })
  })

  test('what nobody uses goes without a word; a webcam is offered with its microphone', () => {
    expect(deviceChanges(both, board, nothing)).toEqual([])
    const added = deviceChanges(board, inventoryOf([...boardIsDefault, ...builtIn, ...webcam]), nothing)
    expect(added).toEqual([
      {
        kind: 'added',
        label: 'Webcam Sound',
        devices: [
          { what: 'microphone', id: 'cam-mic' },
          { what: 'camera', id: 'cam' },
        ],
      },
    ])
  })

  test('nothing is told while the browser hides the devices, or begins to show them', () => {
    const hidden = inventoryOf([raw('audioinput', '', '', ''), raw('audiooutput', '', '', '')])
    expect(deviceChanges(hidden, both, chosenHeadset)).toEqual([])
    expect(deviceChanges(both, hidden, chosenHeadset)).toEqual([])
  })
})

test('sound goes to the chosen speaker while it is there', () => {
  const speakers = both.speaker.devices
  expect(selectedSpeaker({ chosen: chosenHeadset, speakers })).toBe('head-out')
  expect(selectedSpeaker({ chosen: chosenHeadset, speakers: board.speaker.devices })).toBe('')
  expect(selectedSpeaker({ chosen: nothing, speakers })).toBe('')
})
