import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DEFAULT_CAPTURE } from '../../../renderer/media/captureSettings.ts'
import type { DeviceChange } from '../../../renderer/media/devices/deviceChanges.ts'
import { BrowserMedia } from '../../../renderer/media/BrowserMedia.ts'
import { FakeDevices } from '../../fixtures/FakeDevices.ts'

let devices: FakeDevices

beforeEach(() => {
  vi.useFakeTimers()
  devices = FakeDevices.install()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms)

function open(microphone = true, camera = true) {
  const media = BrowserMedia.create({
    microphone,
    camera,
    chosen: { microphone: null, camera: null, speaker: null },
    settings: DEFAULT_CAPTURE,
    effects: { background: 'none', suppressNoise: false },
  })
  const news: DeviceChange[] = []
  media.onDeviceNews((one) => news.push(one))
  return { media, news, state: () => media.store.getState() }
}
const running = () => devices.tracks.filter(({ readyState }) => readyState === 'live')

describe('a device that never answers', () => {
  it('leaves the camera to go on alone, and the microphone is said not to answer, within ten seconds', async () => {
    devices.answers = ({ audio }) => audio === undefined || audio === false
    const { state } = open()
    await pass(500)
    expect(state().microphone).toEqual({ kind: 'starting' })
    await pass(9500)
    expect(state().camera.kind).toBe('on')
    expect(state().microphone).toEqual({ kind: 'problem', problem: 'noAnswer' })
  })

  it('is not shown as on while it is waited for', async () => {
    devices.answers = () => false
    const { media, state } = open(true, false)
    await pass(1000)
    expect(state().microphone).toEqual({ kind: 'starting', late: true })
    await pass(9000)
    expect(state().microphone).toEqual({ kind: 'problem', problem: 'noAnswer' })
    devices.answers = () => true
    media.setOn('microphone', true)
    await pass(0)
    expect(state().microphone.kind).toBe('on')
  })

  it('is stopped when it answers after all', async () => {
    devices.answers = ({ audio }) => audio === undefined || audio === false
    const { state } = open()
    await pass(20_000)
    for (const late of devices.asked.filter(({ constraints }) => constraints.audio)) late.give()
    await pass(0)
    expect(running().map(({ kind }) => kind)).toEqual(['video'])
    expect(state().microphone.kind).toBe('problem')
  })

  it('is no fault while the person has not answered the browser’s question', async () => {
    devices.answers = () => false
    for (const one of Object.values(devices.permission)) one.state = 'prompt'
    const { state } = open()
    await pass(60_000)
    expect(devices.asked).toHaveLength(1)
    expect(state().microphone).toEqual({ kind: 'starting', late: true, asking: true })
    for (const one of Object.values(devices.permission)) {
      one.state = 'granted'
      one.dispatchEvent(new Event('change'))
    }
    devices.asked[0]?.give()
    await pass(0)
    expect([state().microphone.kind, state().camera.kind]).toEqual(['on', 'on'])
  })

  it('is found after the question was answered as well', async () => {
    devices.answers = () => false
    const { microphone } = devices.permission
    if (microphone === undefined) throw new Error('There is no such permission.')
    microphone.state = 'prompt'
    const { state } = open(true, false)
    await pass(30_000)
    microphone.state = 'granted'
    microphone.dispatchEvent(new Event('change'))
    await pass(10_000)
    expect(state().microphone).toEqual({ kind: 'problem', problem: 'noAnswer' })
  })
})

describe('what comes after the end', () => {
  it('of microphone and camera is stopped', async () => {
    devices.answers = () => false
    const { media } = open()
    media.close()
    devices.asked[0]?.give()
    await pass(0)
    expect(running()).toEqual([])
  })

  it('of a screen is stopped, and nothing is shared', async () => {
    const { media, state } = open(false, false)
    devices.answers = () => false
    const answer = media.startShare({ sound: true })
    media.close()
    devices.asked[0]?.give()
    expect(await answer).toBe('cancelled')
    expect(running()).toEqual([])
    expect(state().shares).toEqual([])
  })

  it('opens nothing any more', async () => {
    const { media, state } = open()
    await pass(0)
    media.close()
    const before = devices.asked.length
    media.setOn('microphone', true)
    media.holdToTalk(true)
    media.choose('camera', 'Cam')
    media.capture({ echoCancellation: false })
    expect(await media.startShare({ sound: false })).toBe('cancelled')
    await pass(60_000)
    expect(devices.asked).toHaveLength(before)
    expect(running()).toEqual([])
    expect(state().microphone.kind).toBe('off')
  })
})

describe('Share', () => {
  it('pressed three times is one share', async () => {
    const { media, state } = open(false, false)
    devices.answers = () => false
    const answers = [1, 2, 3].map(() => media.startShare({ sound: true }))
    expect(devices.asked).toHaveLength(1)
    devices.asked[0]?.give()
    expect(await Promise.all(answers)).toEqual(['started', 'asking', 'asking'])
    expect(state().shares).toHaveLength(1)
    expect(running()).toHaveLength(2)
  })

  it('may be pressed again after a refusal', async () => {
    const { media, state } = open(false, false)
    devices.answers = () => false
    const refused = media.startShare({ sound: true })
    devices.asked[0]?.refuse('NotAllowedError')
    expect(await refused).toBe('cancelled')
    devices.answers = () => true
    expect(await media.startShare({ sound: true })).toBe('started')
    expect(state().shares).toHaveLength(1)
  })

  it('that cannot be sent ends, and goes on without a sound that cannot', async () => {
    const { media, news, state } = open(false, false)
    await media.startShare({ sound: true })
    const [sound] = media.wanted.filter(({ source }) => source === 'screenSound')
    if (sound === undefined) throw new Error('There is no sound.')
    media.notSent(sound)
    expect(state().shares.map((share) => share.sound)).toEqual([null])
    const [screen] = media.wanted.filter(({ source }) => source === 'screen')
    if (screen === undefined) throw new Error('There is no share.')
    media.notSent(screen)
    expect(state().shares).toEqual([])
    expect(running()).toEqual([])
    expect(news.map((one) => 'what' in one && one.what)).toEqual(['screenSound', 'screen'])
  })
})

describe('what is shared', () => {
  it('is paused for others while the browser gives no pictures of it, and the person is told', async () => {
    const { media, news } = open(false, false)
    await media.startShare({ sound: false })
    const [picture] = devices.tracks
    const screen = () => media.wanted.find(({ source }) => source === 'screen')
    picture?.hold(true)
    expect(screen()).toMatchObject({ key: 'share 1', track: null })
    expect(news).toEqual([{ kind: 'sharePaused', label: 'Cam' }])
    picture?.hold(false)
    expect(screen()?.track).toBe(picture)
    expect(news).toHaveLength(1)
  })

  it('is told to be gone where it ended by itself, and not where the person has ended it', async () => {
    const { media, news, state } = open(false, false)
    await media.startShare({ sound: false })
    await media.startShare({ sound: false })
    devices.tracks[0]?.end()
    expect(state().shares.map(({ id }) => id)).toEqual(['share 2'])
    expect(news).toEqual([{ kind: 'shareEnded', label: 'Cam' }])
    media.stopShare(null)
    expect(news).toHaveLength(1)
  })
})

describe('a camera that is not in the list', () => {
  it('goes on while its picture runs', async () => {
    devices.listed = [
      { kind: 'audioinput', label: 'Mic' },
      { kind: 'videoinput', label: 'Another' },
    ]
    const { news, state } = open()
    await pass(1000)
    devices.dispatchEvent(new Event('devicechange'))
    await pass(1000)
    expect(state().camera.kind).toBe('on')
    expect(news).toEqual([])
  })

  it('is off once its picture has ended, and no other takes its place', async () => {
    const { news, state } = open()
    await pass(1000)
    const asked = devices.asked.length
    devices.listed = [
      { kind: 'audioinput', label: 'Mic' },
      { kind: 'videoinput', label: 'Another' },
    ]
    devices.tracks.find(({ kind }) => kind === 'video')?.end()
    await pass(1000)
    expect(state().camera.kind).toBe('off')
    expect(news[0]).toEqual({ kind: 'cameraGone', label: 'Cam' })
    expect(devices.asked).toHaveLength(asked)
    devices.listed.push({ kind: 'videoinput', label: 'Cam' })
    devices.dispatchEvent(new Event('devicechange'))
    await pass(1000)
    expect(news.at(-1)).toEqual({ kind: 'cameraReturned', label: 'Cam' })
  })
})

it('what is on and cannot be sent is turned off and told', async () => {
  const { media, news, state } = open()
  await pass(0)
  for (const wanted of media.wanted) media.notSent(wanted)
  expect([state().microphone.kind, state().camera.kind]).toEqual(['off', 'off'])
  expect(news).toEqual([
    { kind: 'notSent', what: 'microphone' },
    { kind: 'notSent', what: 'camera' },
  ])
})
