import { CaptureScope } from '../../media/devices/CaptureScope.ts'
import { captureWithin } from '../../media/devices/captureWithin.ts'
import { deviceProblem } from '../../media/devices/deviceProblem.ts'
import { LevelMeter } from '../../media/audio/LevelMeter.ts'
import { playTestSound } from '../../media/audio/playTestSound.ts'
import type { Check, CheckTools } from './ConnectionCheck.ts'
import type { Finding } from './finding.ts'
import { delay } from './delay.ts'

/** Device ids; null is the system's default. */
export interface DoctorDevices {
  readonly camera: string | null
  readonly microphone: string | null
  readonly speaker: string | null
}

/** How long a camera may take to its first pictures, and a person to say something. */
const PICTURES_WITHIN_MS = 5000
const VOICE_WITHIN_MS = 8000
/** The last two steps of 16-bit sound: even a quiet room is louder. */
const NO_SIGNAL = 2 / 32_768
/** A voice in front of a microphone is louder than this, also without automatic gain. */
const VOICE = 0.02
/** How long a device may take to answer. */
const OPEN_WITHIN_MS = 10_000
/** Of 255: a covered lens is darker. */
const DARK = 12

/** Looks at the person's own devices, as they are, without effects. */
export function deviceChecks(devices: DoctorDevices): readonly Check[] {
  return [
    { name: 'camera', run: (tools) => checkCamera(devices.camera, tools) },
    { name: 'microphone', run: (tools) => checkMicrophone(devices.microphone, tools) },
    { name: 'speaker', run: (tools) => checkSpeaker(devices.speaker ?? '', tools) },
  ]
}

async function checkCamera(chosen: string | null, { signal }: CheckTools): Promise<Finding> {
  if (!canCapture()) return { code: 'camera_insecure' }
  const video = document.createElement('video')
  try {
    const stream = await capture({ video: { ...exactly(chosen), height: { ideal: 720 } } }, signal)
    video.muted = true
    video.srcObject = stream
    const moving = video.play().then(() => twoFrames(video))
    const moves = await Promise.race([
      moving.then(() => true),
      delay(PICTURES_WITHIN_MS, signal).then(() => false),
    ])
    if (!moves) return { code: 'camera_still' }
    const { videoWidth: width, videoHeight: height } = video
    return { code: brightest(video) < DARK ? 'camera_dark' : 'camera_fine', values: { width, height } }
  } catch (error) {
    return { code: `camera_${deviceProblem(error)}` }
  } finally {
    stopAll(video.srcObject)
    video.srcObject = null
  }
}

async function checkMicrophone(chosen: string | null, { signal, level }: CheckTools): Promise<Finding> {
  if (!canCapture()) return { code: 'microphone_insecure' }
  // As it comes from the device: noise suppression would make silence of a quiet room.
  const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false }
  const meter = new LevelMeter(66)
  let stream: MediaStream | null = null
  let stopWatching = () => {}
  try {
    stream = await capture({ audio: { ...exactly(chosen), ...raw } }, signal)
    const [track] = stream.getAudioTracks()
    let loudest = 0
    const spoken = new Promise<void>((resolve) => {
      stopWatching = meter.watch((now, peak) => {
        level(now)
        loudest = Math.max(loudest, peak)
        if (peak > VOICE) resolve()
      })
      meter.follow(track ?? null)
    })
    await Promise.race([spoken, delay(VOICE_WITHIN_MS, signal)])
    if (loudest > VOICE) return { code: 'microphone_fine' }
    return { code: loudest > NO_SIGNAL ? 'microphone_quiet' : 'microphone_silent' }
  } catch (error) {
    return { code: `microphone_${deviceProblem(error)}` }
  } finally {
    stopWatching()
    stopAll(stream)
    level(0)
  }
}

async function checkSpeaker(speaker: string, { ask, signal }: CheckTools): Promise<Finding> {
  try {
    await playTestSound(speaker)
  } catch {
    return { code: 'speaker_failed' }
  }
  signal.throwIfAborted()
  return { code: (await ask()) ? 'speaker_fine' : 'speaker_unheard' }
}

async function capture(constraints: MediaStreamConstraints, signal: AbortSignal): Promise<MediaStream> {
  const scope = new CaptureScope()
  signal.addEventListener('abort', () => scope.close(), { once: true })
  return captureWithin(scope, constraints, OPEN_WITHIN_MS, () => undefined)
}

function exactly(id: string | null): MediaTrackConstraints {
  return id === null ? {} : { deviceId: { exact: id } }
}

function canCapture(): boolean {
  return 'mediaDevices' in navigator
}

function stopAll(stream: MediaProvider | null): void {
  if (stream instanceof MediaStream) for (const track of stream.getTracks()) track.stop()
}

/** The first one may be a picture from before; the second one shows that they follow each other. */
function twoFrames(video: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback(() => video.requestVideoFrameCallback(() => resolve()))
  })
}

/** The brightest of the picture's colour values, 0 to 255. */
function brightest(video: HTMLVideoElement): number {
  const canvas = new OffscreenCanvas(32, 18)
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return 255
  pen.drawImage(video, 0, 0, canvas.width, canvas.height)
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  // Every fourth value says how opaque a point is, which all of them are.
  return data.reduce((most, value, index) => (index % 4 === 3 ? most : Math.max(most, value)), 0)
}
