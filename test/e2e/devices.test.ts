import type { Browser, Locator } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fakeTalk } from '../fixtures/fakeTalk.ts'
import { launchDevices, makePluggable } from '../fixtures/launchDevices.ts'
import { Participant } from '../fixtures/Participant.ts'
import { builtClient, type RunningHost, startHost } from '../fixtures/startHost.ts'

let host: RunningHost
let browser: Browser
let extra: Browser | null = null

beforeAll(async () => {
  host = await startHost({ staticDir: builtClient })
  browser = await launchDevices(fakeTalk())
})
afterEach(async () => {
  await extra?.close()
  extra = null
  await Promise.all(browser.contexts().map((context) => context.close()))
})
afterAll(async () => {
  await browser.close()
  await host.stop()
})

async function open(name: string, unplugged: readonly string[] = []): Promise<Participant> {
  const link = `${host.base}?room=demo`
  const prepare = (page: Participant['page']) => makePluggable(page, ...unplugged).then(() => undefined)
  return (await Participant.open(browser, link, name, { prepare })).join()
}

async function openDevices(person: Participant): Promise<Locator> {
  await person.button('More').click()
  await person.page.getByRole('menuitem', { name: 'Devices' }).click()
  const dialog = person.page.getByRole('dialog', { name: 'Devices' })
  await dialog.waitFor()
  return dialog
}

/** Two cores carry two browsers, a host and an encoder in each: what comes soon may take its time. */
const soon = <T>(look: () => Promise<T> | T) => expect.poll(look)

const status = ({ page }: Participant) => page.getByRole('status')

/** Waits until a message has been told, also when it has gone again meanwhile. */
async function told(person: Participant, text: string): Promise<void> {
  await status(person).getByText(text).waitFor()
}

const plug = ({ page }: Participant, label: string, isIn: boolean) =>
  page.evaluate(([name, yes]) => window.testPlug?.(name, yes), [label, isIn] as const)

/** What a person really sends from one kind of device: the track's settings. */
function sends({ page }: Participant, kind: 'audio' | 'video'): Promise<MediaTrackSettings | null> {
  return page.evaluate((wanted) => {
    const tracks = (window.testConnections ?? []).flatMap((connection) =>
      connection.getSenders().map(({ track }) => track),
    )
    return (
      tracks.find((track) => track?.kind === wanted && track.readyState === 'live')?.getSettings() ?? null
    )
  }, kind)
}

/** How green (0 to 255, on average) the next ten frames are that come in from another person: the least and the most. */
function greenOf(person: Participant, other: string): Promise<{ least: number; most: number }> {
  const video = person.tile(other).locator('video').first()
  return video.evaluate(async (element) => {
    const picture = element as HTMLVideoElement
    const canvas = document.createElement('canvas')
    canvas.width = 32
    canvas.height = 18
    const pen = canvas.getContext('2d', { willReadFrequently: true })
    const greens: number[] = []
    while (greens.length < 10) {
      await new Promise<void>((resolve) => picture.requestVideoFrameCallback(() => resolve()))
      pen?.drawImage(picture, 0, 0, 32, 18)
      const pixels = pen?.getImageData(0, 0, 32, 18).data ?? new Uint8ClampedArray()
      const green = pixels.filter((_value, index) => index % 4 === 1)
      greens.push(green.reduce((sum, value) => sum + value, 0) / green.length)
    }
    return { least: Math.min(...greens), most: Math.max(...greens) }
  })
}

interface Heard {
  /** How loud (root mean square) the first other person comes in. */
  readonly received: number
  /**
   * How loud the page is: of every element that plays, the loudness of what it plays times its volume. The browser's
   * own last step to the speaker is not measured: it has none here.
   */
  readonly played: number
}

/** Listens for two thirds of a second, or as long as said (milliseconds). */
function hear({ page }: Participant, ms = 680): Promise<Heard> {
  return page.evaluate(async (forMs) => {
    const context = new AudioContext()
    const inPage = [...document.querySelectorAll('audio')]
    const elements = [...inPage, ...(window.testAudios ?? [])].flatMap((element) => {
      const { paused, srcObject } = element
      if (paused || !(srcObject instanceof MediaStream)) return []
      const analyser = new AnalyserNode(context, { fftSize: forMs > 340 ? 32_768 : 4096 })
      context.createMediaStreamSource(srcObject).connect(analyser)
      return [{ element, analyser }]
    })
    const until = context.currentTime + forMs / 1000
    while (context.currentTime < until) await new Promise((resolve) => requestAnimationFrame(resolve))
    const loud = elements.map(({ element, analyser }) => {
      const samples = new Float32Array(analyser.fftSize)
      analyser.getFloatTimeDomainData(samples)
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
      return { element, rms: Math.sqrt(power) }
    })
    await context.close()
    return {
      received: loud.find(({ element }) => element === inPage[0])?.rms ?? 0,
      played: loud.reduce((sum, { element, rms }) => sum + rms * element.volume, 0),
    }
  }, ms)
}

const received = async (person: Participant) => (await hear(person)).received
const played = async (person: Participant) => (await hear(person, 100)).played

const optionOf = (box: Locator, label: string) =>
  box.getByRole('option', { name: label, exact: true }).getAttribute('value')

describe('in a running call', () => {
  it('another camera, microphone, size and sound arrive without a gap, and are remembered', async () => {
    const [alice, bob] = [await open('Alice'), await open('Bob')]
    // The default camera's green wanders from 140 to 156; the third one's stays at 128. The second one gives depths,
    // which are not sent.
    const isDefault = async () => (await greenOf(bob, 'Alice')).least > 134
    const isThird = async () => (await greenOf(bob, 'Alice')).most < 134
    await soon(isDefault).toBe(true)
    await bob.hears(1)
    bob.received.length = 0

    const dialog = await openDevices(alice)
    const [camera, microphone] = ['Camera', 'Microphone'].map((name) =>
      dialog.getByRole('combobox', { name, exact: true }),
    ) as [Locator, Locator]
    await camera.selectOption({ label: 'fake_device_2' })
    await soon(isThird).toBe(true)
    await camera.selectOption({ label: 'System default' })
    await soon(isDefault).toBe(true)
    await camera.selectOption({ label: 'fake_device_2' })
    await soon(isThird).toBe(true)

    await microphone.selectOption({ label: 'Fake Audio Input 2' })
    const id = await optionOf(microphone, 'Fake Audio Input 2')
    await soon(async () => (await sends(alice, 'audio'))?.deviceId).toBe(id)
    await bob.hears(1)

    await dialog.getByRole('combobox', { name: 'Camera resolution' }).selectOption('360')
    await soon(async () => (await sends(alice, 'video'))?.height).toBe(360)
    await dialog.getByRole('combobox', { name: 'Camera resolution' }).selectOption('1080')
    await soon(async () => (await sends(alice, 'video'))?.height).toBe(1080)
    await dialog.getByRole('checkbox', { name: 'Remove echo' }).uncheck()
    await soon(async () => (await sends(alice, 'audio'))?.echoCancellation).toBe(false)
    expect((await sends(alice, 'audio'))?.deviceId).toBe(id)
    await bob.hears(1)
    // Nobody was told that anything went off meanwhile.
    expect(bob.received.join('\n')).not.toContain('track.muteChanged')

    const cameraId = await optionOf(camera, 'fake_device_2')
    await leaveAndLoadAnew(alice)
    await alice.button('Join').click()
    const lobby = alice.page.getByRole('combobox', { name: 'Camera', exact: true })
    await lobby.getByRole('option', { name: 'fake_device_2' }).waitFor({ state: 'attached' })
    expect(await lobby.inputValue()).toBe(cameraId)
    expect(await alice.page.getByRole('combobox', { name: 'Microphone' }).inputValue()).toBe(id)
    await alice.enter()
    await soon(async () => (await sends(alice, 'audio'))?.echoCancellation).toBe(false)
    expect(await sends(alice, 'video')).toMatchObject({ deviceId: cameraId, height: 1080 })
    expect((await sends(alice, 'audio'))?.deviceId).toBe(id)
  })
})

/** A page that is loaded anew in a call would be back in it. */
async function leaveAndLoadAnew(alice: Participant): Promise<void> {
  // A dialog may stand in front of the controls.
  await alice.page.keyboard.press('Escape')
  await alice.button('Leave').click()
  await alice.button('Rejoin').waitFor()
  await alice.page.reload()
}

describe('what is unplugged in the page (see makePluggable)', () => {
  it('gives way to the default, is told by name, and is taken again when it returns', async () => {
    const [alice, bob] = [await open('Alice'), await open('Bob')]
    const dialog = await openDevices(alice)
    const microphone = dialog.getByRole('combobox', { name: 'Microphone' })
    const speaker = dialog.getByRole('combobox', { name: 'Speaker' })
    await microphone.selectOption({ label: 'Fake Audio Input 1' })
    await speaker.selectOption({ label: 'Fake Audio Output 1' })
    const ids = [
      await optionOf(microphone, 'Fake Audio Input 1'),
      await optionOf(speaker, 'Fake Audio Output 1'),
    ]
    const inUse = async () => [
      (await sends(alice, 'audio'))?.deviceId,
      await alice.page.evaluate(() => document.querySelector('audio')?.sinkId),
    ]
    await soon(inUse).toEqual(ids)
    await alice.page.keyboard.press('Escape')
    await bob.hears(1)
    bob.received.length = 0

    await plug(alice, 'Fake Audio Input 1', false)
    await told(alice, 'The microphone ‘Fake Audio Input 1’ is gone. Using ‘Fake Default Audio Input’.')
    await plug(alice, 'Fake Audio Output 1', false)
    await told(alice, 'The speaker ‘Fake Audio Output 1’ is gone. Using ‘Fake Default Audio Output’.')
    await soon(inUse).toEqual(['default', ''])
    await bob.hears(1)

    await plug(alice, 'Fake Audio Input 1', true)
    await told(alice, 'The microphone ‘Fake Audio Input 1’ is back and in use.')
    await plug(alice, 'Fake Audio Output 1', true)
    await told(alice, 'The speaker ‘Fake Audio Output 1’ is back and in use.')
    await soon(inUse).toEqual(ids)
    await bob.hears(1)
    expect(bob.received.join('\n')).not.toContain('track.muteChanged')
  })

  it('a camera that goes is off, and comes back by a press', async () => {
    const [alice, bob] = [await open('Alice'), await open('Bob')]
    await bob.sees('Alice')
    await plug(alice, 'fake_device_0', false)
    await told(alice, 'The camera ‘fake_device_0’ is gone. Your camera is off.')
    await alice.button('Turn camera on').waitFor()
    await bob.showsNoCamera('Alice')
    await plug(alice, 'fake_device_0', true)
    await told(alice, 'The camera ‘fake_device_0’ is back.')
    await status(alice).getByRole('button', { name: 'Turn camera on' }).click()
    await bob.sees('Alice')
  })

  it('a new microphone is used when one says so, and not before', async () => {
    const alice = await open('Alice', ['Fake Audio Input 2'])
    await soon(async () => (await sends(alice, 'audio'))?.deviceId).toBe('default')
    await plug(alice, 'Fake Audio Input 2', true)
    await told(alice, '‘Fake Audio Input 2’ is connected.')
    expect((await sends(alice, 'audio'))?.deviceId).toBe('default')
    await alice.button('Use it').click()
    await soon(async () => (await sends(alice, 'audio'))?.deviceId).not.toBe('default')
  })

  it('what is remembered but not there gives way to the default at the start', async () => {
    const alice = await open('Alice')
    await alice.page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('hearth') ?? '{}')
      const chosen = { microphone: 'gone', camera: 'gone', speaker: 'gone' }
      localStorage.setItem('hearth', JSON.stringify({ ...kept, devices: { ...kept.devices, chosen } }))
    })
    await leaveAndLoadAnew(alice)
    await alice.join()
    await soon(async () => (await sends(alice, 'audio'))?.deviceId).toBe('default')
    await alice.button('Turn camera off').waitFor()
    expect((await sends(alice, 'video'))?.height).toBe(720)
  })

  it('a camera whose permission is taken back is off, and it is told why', async () => {
    const alice = await open('Alice')
    await alice.page.evaluate(() => {
      const query = navigator.permissions.query.bind(navigator.permissions)
      navigator.permissions.query = async (what) =>
        what.name === 'camera'
          ? (Object.assign(new EventTarget(), { state: 'denied' }) as PermissionStatus)
          : query(what)
      const [track] = (window.testTracks ?? []).filter(({ kind }) => kind === 'video')
      track?.stop()
      track?.dispatchEvent(new Event('ended'))
    })
    await told(alice, 'Hearth may not use your camera.')
    await alice.button('Turn camera on').waitFor()
  })
})

describe('the muted microphone', () => {
  it('hears that one talks, hints once, and its button unmutes', async () => {
    const [alice, bob] = [await open('Alice'), await open('Bob')]
    await bob.hears(1)
    await alice.button('Mute microphone').click()
    await bob.showsMuted('Alice')
    await told(alice, 'You are muted.')
    await alice.button('Unmute').click()
    await alice.button('Mute microphone').waitFor()
    await soon(() => received(bob)).toBeGreaterThan(0.01)
  })

  it('is open as long as the space bar is held', async () => {
    const [alice, bob] = [await open('Alice'), await open('Bob')]
    await alice.button('Mute microphone').click()
    await bob.showsMuted('Alice')
    await soon(() => received(bob)).toBeLessThan(0.0001)
    await alice.page.evaluate(
      () => document.activeElement instanceof HTMLElement && document.activeElement.blur(),
    )
    await alice.page.keyboard.down('Space')
    await bob.tile('Alice').getByRole('img', { name: 'Microphone muted' }).waitFor({ state: 'detached' })
    await alice.button('Mute microphone').getByText('Talking').waitFor()
    await soon(() => received(bob)).toBeGreaterThan(0.01)
    await alice.page.keyboard.up('Space')
    await bob.showsMuted('Alice')
    await soon(() => received(bob)).toBeLessThan(0.0001)
  })
})

describe('what is heard', () => {
  it('the test sound comes out of the chosen speaker', async () => {
    const alice = await open('Alice')
    const dialog = await openDevices(alice)
    const speaker = dialog.getByRole('combobox', { name: 'Speaker' })
    await speaker.selectOption({ label: 'Fake Audio Output 1' })
    expect(await played(alice)).toBe(0)
    await dialog.getByRole('button', { name: 'Play test sound' }).click()
    await soon(() => played(alice)).toBeGreaterThan(0.02)
    const sinks = await alice.page.evaluate(() => window.testAudios?.map(({ sinkId }) => sinkId))
    expect(sinks).toEqual([await optionOf(speaker, 'Fake Audio Output 1')])
    // And ends by itself.
    await soon(() => played(alice)).toBe(0)
  })

  it('is as loud as its person is set, up to twice, or nothing', async () => {
    const [alice, bob] = [await open('Alice'), await open('Bob')]
    await alice.hears(1)
    await bob.button('People').click()
    const act = async (name: string) => {
      await bob.button('Actions for Alice').click()
      await bob.page.getByRole('menuitem', { name, exact: true }).click()
    }
    await act('Volume')
    const slider = bob.page.getByRole('slider', { name: 'Volume of Alice' })
    await soon(() => received(bob)).toBeGreaterThan(0.02)
    const share = async () => {
      const heard = await hear(bob)
      return heard.played / heard.received
    }
    expect(await share()).toBeCloseTo(1)
    await slider.fill('50')
    expect(await share()).toBeCloseTo(0.5)
    await slider.fill('200')
    await soon(share).toBeGreaterThan(1.7)
    expect(await share()).toBeLessThan(2.3)
    await act('Mute for me')
    await soon(share).toBe(0)
    await act('Unmute for me')
    await soon(share).toBeGreaterThan(1.7)
    await slider.fill('100')
    await soon(share).toBeCloseTo(1)
  })
})

it('a microphone that gives nothing is told of, with the way to the devices', async () => {
  extra = await launchDevices(fakeTalk(0))
  const alice = await (await Participant.open(extra, `${host.base}?room=demo`, 'Alice')).join()
  await told(alice, 'Your microphone is silent.')
  await status(alice).getByRole('button', { name: 'Devices' }).click()
  await alice.page.getByRole('dialog', { name: 'Devices' }).waitFor()
})
