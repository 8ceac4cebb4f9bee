import { act, fireEvent, render, screen, within } from '@testing-library/react'
import { describe, expect, test, vi } from 'vitest'
import { DeviceProblemNotice } from '../../../renderer/features/devices/DeviceProblemNotice.tsx'
import type { DeviceChange } from '../../../renderer/media/devices/deviceChanges.ts'
import { drawApp } from '../../fixtures/drawApp.tsx'
import { FakeMedia } from '../../fixtures/FakeMedia.ts'
import { FakeMeeting } from '../../fixtures/FakeMeeting.ts'
import { testPeer } from '../../fixtures/roomIds.ts'
import { browserPlatform, fakeSurroundings } from '../../fixtures/fakeSurroundings.ts'

// Whole windows take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const button = (name: string) => screen.getByRole('button', { name })
const status = () => screen.getByRole('status').textContent
const space = { key: ' ', code: 'Space' }

async function drawCall() {
  const meeting = FakeMeeting.joined(0, 'host', 'presenter')
  const around = fakeSurroundings(meeting, { query: '?room=demo&username=Alice&join=now' })
  return { ...(await drawApp(browserPlatform, around)), media: around.media }
}

async function drawMuted() {
  const drawn = await drawCall()
  act(() => drawn.media.setOn('microphone', false))
  drawn.media.calls.length = 0
  return drawn
}

describe('the space bar', () => {
  test('opens the muted microphone as long as it is held, and the button shows it', async () => {
    const { media } = await drawMuted()
    act(() => void fireEvent.keyDown(document.body, space))
    act(() => void fireEvent.keyDown(document.body, { ...space, repeat: true }))
    expect(media.calls).toEqual(['microphone on'])
    expect(button('Mute microphone').textContent).toBe('Talking')
    act(() => void fireEvent.keyUp(document.body, space))
    expect(media.calls).toEqual(['microphone on', 'microphone off'])
    expect(button('Unmute microphone').textContent).toBe('Unmute')
  })

  test('lets go when the window loses the focus', async () => {
    const { media } = await drawMuted()
    act(() => void fireEvent.keyDown(document.body, space))
    act(() => void fireEvent.blur(window))
    expect(media.calls).toEqual(['microphone on', 'microphone off'])
  })

  test('does nothing while the microphone is open', async () => {
    const { media } = await drawCall()
    act(() => void fireEvent.keyDown(document.body, space))
    act(() => void fireEvent.keyUp(document.body, space))
    expect(media.calls).toEqual([])
  })

  test('types in a text field and presses the button that has the focus', async () => {
    const { user, media } = await drawMuted()
    act(() => button('Chat').focus())
    await user.keyboard(' ')
    await user.click(screen.getByRole('textbox', { name: 'Message' }))
    await user.keyboard('a b')
    expect(screen.getByRole('textbox', { name: 'Message' })).toHaveProperty('value', 'a b')
    expect(media.calls).toEqual([])
  })

  test('does nothing while a dialog is open', async () => {
    const { user, media } = await drawMuted()
    await user.click(button('More'))
    await user.click(screen.getByRole('menuitem', { name: 'Devices' }))
    await screen.findByRole('dialog')
    act(() => void fireEvent.keyDown(document.body, space))
    expect(media.calls).toEqual([])
  })

  test('stands in the list of shortcuts', async () => {
    const { user } = await drawCall()
    await user.click(button('More'))
    await user.click(screen.getByRole('menuitem', { name: 'Keyboard shortcuts' }))
    expect(await screen.findByText('Talk while you hold it, if you are muted')).toBeDefined()
  })

  test('after a press of the mute button meanwhile, letting go changes nothing more', async () => {
    const { user, media } = await drawMuted()
    act(() => void fireEvent.keyDown(document.body, space))
    await user.click(button('Mute microphone'))
    await user.click(button('Unmute microphone'))
    act(() => void fireEvent.keyUp(document.body, space))
    expect(media.calls).toEqual(['microphone on', 'microphone off', 'microphone on'])
  })
})

describe('news of the devices', () => {
  const told: readonly (readonly [DeviceChange, string])[] = [
    [
      { kind: 'gone', what: 'microphone', label: 'Headset & Co', using: 'Built-in' },
      'The microphone ‘Headset & Co’ is gone. Using ‘Built-in’.',
    ],
    [
      { kind: 'gone', what: 'microphone', label: 'Headset', using: null },
      'The microphone ‘Headset’ is gone, and there is no other.',
    ],
    [
      { kind: 'gone', what: 'speaker', label: 'Ears', using: 'Built-in' },
      'The speaker ‘Ears’ is gone. Using ‘Built-in’.',
    ],
    [{ kind: 'cameraGone', label: 'Webcam' }, 'The camera ‘Webcam’ is gone. Your camera is off.'],
    [{ kind: 'back', what: 'speaker', label: 'Ears' }, 'The speaker ‘Ears’ is back and in use.'],
    [
      { kind: 'switched', what: 'microphone', label: 'Headset' },
      'The system’s microphone is ‘Headset’ now. Using it.',
    ],
    [
      { kind: 'heldBack', what: 'microphone', label: 'Headset' },
      'The system or a switch on it has muted the microphone ‘Headset’.',
    ],
  ]
  test.each(told)('%o', async (news, text) => {
    const { media } = await drawCall()
    act(() => media.tell(news))
    expect(status()).toBe(text)
  })

  test('a new headset is taken by a button, and not without', async () => {
    const { user, media } = await drawCall()
    act(() =>
      media.tell({
        kind: 'added',
        label: 'Headset',
        devices: [
          { what: 'microphone', id: 'head-mic' },
          { what: 'speaker', id: 'head-out' },
        ],
      }),
    )
    expect(status()).toContain('‘Headset’ is connected.')
    expect(media.store.getState().chosen).toEqual({ microphone: null, camera: null, speaker: null })
    await user.click(button('Use it'))
    expect(media.store.getState().chosen).toEqual({
      microphone: 'head-mic',
      camera: null,
      speaker: 'head-out',
    })
    expect(status()).toBe('')
  })

  test('a camera that is back is turned on by a button', async () => {
    const { user, media } = await drawCall()
    act(() => media.setOn('camera', false))
    act(() => media.tell({ kind: 'cameraReturned', label: 'Webcam' }))
    await user.click(within(screen.getByRole('status')).getByRole('button', { name: 'Turn camera on' }))
    expect(media.calls.at(-1)).toBe('camera on')
  })
})

describe('hints', () => {
  const speak = (media: Awaited<ReturnType<typeof drawCall>>['media'], level: number, times: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      vi.advanceTimersByTime(150)
      act(() => media.hear(level))
    }
  }

  test('talking while muted shows one, whose button unmutes', async () => {
    const { media } = await drawMuted()
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
    speak(media, 0.1, 10)
    expect(status()).toBe('')
    speak(media, 0.6, 6)
    expect(status()).toContain('You are muted.')
    fireEvent.click(within(screen.getByRole('status')).getByRole('button', { name: 'Unmute' }))
    vi.useRealTimers()
    expect(media.calls).toEqual(['microphone on'])
    expect(status()).toBe('')
  })

  test('a silent microphone shows one, whose button opens the devices', async () => {
    const { media } = await drawCall()
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout'] })
    act(() => media.store.setState({ microphone: { kind: 'on', track: {} as MediaStreamTrack } }))
    speak(media, 0, 69)
    expect(status()).toContain('Your microphone is silent.')
    vi.useRealTimers()
    fireEvent.click(within(screen.getByRole('status')).getByRole('button', { name: 'Devices' }))
    expect(await screen.findByRole('dialog', { name: 'Devices' })).toBeDefined()
  })
})

test('the dialog offers resolution and sound, and applies each at once', async () => {
  const { user, media } = await drawCall()
  act(() => media.store.setState({ standard: { microphone: 'Built-in', speaker: null } }))
  await user.click(button('More'))
  await user.click(screen.getByRole('menuitem', { name: 'Devices' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Devices' }))
  expect(dialog.getByRole('combobox', { name: 'Microphone' }).textContent).toBe('System default (Built-in)')
  expect(dialog.getByRole('combobox', { name: 'Speaker' }).textContent).toBe('System default')
  expect(dialog.getByRole('meter', { name: 'Microphone level' })).toBeDefined()
  expect(dialog.getByRole('button', { name: 'Play test sound' })).toBeDefined()
  const resolution = dialog.getByRole('combobox', { name: 'Camera resolution' })
  expect(resolution).toHaveProperty('value', '720')
  await user.selectOptions(resolution, '1080')
  for (const name of ['Remove echo', 'Reduce background noise', 'Adjust the volume automatically']) {
    const box = dialog.getByRole('checkbox', { name })
    expect(box).toHaveProperty('checked', true)
    await user.click(box)
  }
  expect(media.store.getState().settings).toEqual({
    resolution: 1080,
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: false,
    codec: 'auto',
    shareStyle: 'detail',
  })
})

describe('how loud a person is for us', () => {
  const BOB = testPeer(1)
  async function drawPeople() {
    const drawn = await drawCall()
    await drawn.user.click(button('People'))
    await drawn.user.click(button('Actions for Bob'))
    return drawn
  }

  test('is set by a slider up to twice as loud', async () => {
    const { user, media } = await drawPeople()
    await user.click(screen.getByRole('menuitem', { name: 'Volume' }))
    const slider = screen.getByRole('slider', { name: 'Volume of Bob' })
    expect(slider.getAttribute('aria-valuetext')).toBe('100 %')
    expect(slider.getAttribute('max')).toBe('200')
    fireEvent.change(slider, { target: { value: '150' } })
    expect(media.volumes.of(BOB)).toEqual({ volume: 1.5, silenced: false })
    expect(slider.getAttribute('aria-valuetext')).toBe('150 %')
  })

  test('is nothing while muted for us, which shows, and as before afterwards', async () => {
    const { user, media } = await drawPeople()
    act(() => media.volumes.setVolume(BOB, 0.5))
    await user.click(screen.getByRole('menuitem', { name: 'Mute for me' }))
    expect(screen.getByRole('img', { name: 'Muted for you' })).toBeDefined()
    await user.click(button('Actions for Bob'))
    await user.click(screen.getByRole('menuitem', { name: 'Unmute for me' }))
    expect(media.volumes.of(BOB)).toEqual({ volume: 0.5, silenced: false })
  })
})

describe('a device that does not answer', () => {
  test('is not shown as on, and its message has a button that tries again', async () => {
    const { media } = await drawCall()
    act(() => media.store.setState({ microphone: { kind: 'starting' } }))
    expect(button('Mute microphone')).not.toBeNull()
    act(() => media.store.setState({ microphone: { kind: 'starting', late: true } }))
    expect(button('Unmute microphone').textContent).toBe('Unmute')
    act(() => media.store.setState({ microphone: { kind: 'problem', problem: 'noAnswer' } }))
    expect(status()).toContain('Your microphone doesn’t answer.')
    media.calls.length = 0
    act(() => void fireEvent.click(button('Try again')))
    expect(media.calls).toEqual(['microphone on'])
  })

  test('is told from a question of the browser that is still open', () => {
    const media = new FakeMedia()
    render(<DeviceProblemNotice media={media} />)
    const starting = { kind: 'starting', late: true, asking: true } as const
    act(() => media.store.setState({ microphone: starting, camera: starting }))
    expect(screen.getByText(/^Allow Hearth to use your camera/)).not.toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
    act(() => media.store.setState({ microphone: { kind: 'problem', problem: 'noAnswer' } }))
    expect(within(screen.getByRole('alert')).getByRole('button', { name: 'Try again' })).not.toBeNull()
  })
})

test('what could not be sent says so once, and the camera can be tried again', async () => {
  const { media } = await drawCall()
  act(() => media.tell({ kind: 'notSent', what: 'camera' }))
  expect(status()).toContain('Your camera couldn’t be sent to the meeting.')
  media.calls.length = 0
  act(() => void fireEvent.click(button('Try again')))
  expect(media.calls).toEqual(['camera on'])
})
