import { createStore } from 'zustand/vanilla'
import { deviceProblem } from './deviceProblem.ts'
import type { LocalMediaView, ShareAnswer } from './LocalMediaView.ts'
import { listDevices } from './listDevices.ts'
import type { DeviceState, LocalMediaState, LocalSource } from './localMediaState.ts'
import { MicrophoneLevel } from './MicrophoneLevel.ts'

export interface LocalMediaWish {
  readonly microphone: boolean
  readonly camera: boolean
  readonly chosen: LocalMediaState['chosen']
}

/** The tracks to be sent now, by source; null where it is off. */
export type WantedTracks = Readonly<
  Record<'microphone' | 'camera' | 'screen' | 'screenSound', MediaStreamTrack | null>
>

const OFF: DeviceState = { kind: 'off' }

/**
 * Our own microphone, camera and screen: from what the person wants to running tracks, with every reason why a
 * device gives nothing. It knows no meeting; whoever sends follows {@link store} and {@link wanted}.
 */
export class LocalMedia implements LocalMediaView {
  readonly store
  readonly #level = new MicrophoneLevel()
  /** Counts each device's starts, so that a slow answer to an old wish is thrown away. */
  readonly #attempts: Record<LocalSource, number> = { microphone: 0, camera: 0 }
  /** A muted microphone keeps running here, so that speaking again takes no time. */
  #resting: MediaStreamTrack | null = null
  readonly #onDeviceChange = () => void this.#listDevices()

  private constructor(chosen: LocalMediaState['chosen']) {
    this.store = createStore<LocalMediaState>(() => ({
      microphone: OFF,
      camera: OFF,
      share: null,
      microphones: [],
      cameras: [],
      speakers: [],
      chosen,
    }))
    navigator.mediaDevices?.addEventListener('devicechange', this.#onDeviceChange)
    void this.#listDevices()
  }

  /** Starts the wanted devices at once. Never throws: problems show in the store. */
  static create({ microphone, camera, chosen }: LocalMediaWish): LocalMedia {
    const media = new LocalMedia(chosen)
    if (microphone && camera) media.#startBoth()
    else if (microphone) media.setOn('microphone', true)
    else if (camera) media.setOn('camera', true)
    return media
  }

  get wanted(): WantedTracks {
    const { microphone, camera, share } = this.store.getState()
    return {
      microphone: microphone.kind === 'on' ? microphone.track : null,
      camera: camera.kind === 'on' ? camera.track : null,
      screen: share?.picture ?? null,
      screenSound: share?.sound ?? null,
    }
  }

  setOn(source: LocalSource, on: boolean): void {
    const state = this.store.getState()[source]
    if (on === (state.kind === 'on' || state.kind === 'starting')) return
    if (!on) return this.#turnOff(source)
    if (source === 'microphone' && this.#resting?.readyState === 'live') return this.#unmute(this.#resting)
    void this.#start(source)
  }

  choose(what: LocalSource | 'speaker', id: string | null): void {
    const { chosen } = this.store.getState()
    if (chosen[what] === id) return
    this.store.setState({ chosen: { ...chosen, [what]: id } })
    if (what === 'speaker') return
    if (what === 'microphone') this.#stopResting()
    if (this.store.getState()[what].kind !== 'off') void this.#start(what)
  }

  async startShare({ sound }: { readonly sound: boolean }): Promise<ShareAnswer> {
    try {
      const stream = await navigator.mediaDevices.getDisplayMedia({
        video: { frameRate: { max: 30 } },
        // Music and films, not speech: what cleans a voice would spoil them.
        audio: sound ? { echoCancellation: false, autoGainControl: false, noiseSuppression: false } : false,
      })
      const [picture] = stream.getVideoTracks()
      if (picture === undefined) return 'failed'
      picture.contentHint = 'detail'
      // The browser's own bar, or the window that was shared, may end it without us.
      picture.onended = () => this.stopShare()
      this.stopShare()
      this.store.setState({ share: { picture, sound: stream.getAudioTracks()[0] ?? null } })
      return 'started'
    } catch (error) {
      // A dismissed picker and a forbidden one have the same name; only the system's refusal says "by system".
      if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return 'failed'
      return /system/i.test(error.message) ? 'denied' : 'cancelled'
    }
  }

  stopShare(): void {
    const { share } = this.store.getState()
    share?.picture.stop()
    share?.sound?.stop()
    if (share !== null) this.store.setState({ share: null })
  }

  watchLevel(listener: (level: number) => void): () => void {
    return this.#level.watch(listener)
  }

  close(): void {
    navigator.mediaDevices?.removeEventListener('devicechange', this.#onDeviceChange)
    this.stopShare()
    this.#turnOff('microphone')
    this.#turnOff('camera')
    this.#stopResting()
  }

  /** Asks for both at once, so that the browser shows one question instead of two. */
  #startBoth(): void {
    const attempts = { microphone: ++this.#attempts.microphone, camera: ++this.#attempts.camera }
    this.store.setState({ microphone: { kind: 'starting' }, camera: { kind: 'starting' } })
    const asked = this.#capture({ audio: this.#audio(), video: this.#video() })
    asked.then(
      (stream) => {
        this.#started('microphone', stream.getAudioTracks()[0], attempts.microphone)
        this.#started('camera', stream.getVideoTracks()[0], attempts.camera)
      },
      // One missing device fails the pair; each alone may still work and has a reason of its own.
      () => {
        if (this.#attempts.microphone === attempts.microphone) void this.#start('microphone')
        if (this.#attempts.camera === attempts.camera) void this.#start('camera')
      },
    )
  }

  async #start(source: LocalSource): Promise<void> {
    this.#attempts[source] += 1
    const attempt = this.#attempts[source]
    const before = this.store.getState()[source]
    this.#set(source, { kind: 'starting' })
    if (before.kind === 'on') before.track.stop()
    try {
      const audio = source === 'microphone'
      const stream = await this.#capture(audio ? { audio: this.#audio() } : { video: this.#video() })
      this.#started(source, stream.getTracks()[0], attempt)
    } catch (error) {
      if (this.#attempts[source] !== attempt) return
      const problem = navigator.mediaDevices === undefined ? 'insecure' : deviceProblem(error)
      this.#set(source, { kind: 'problem', problem })
    }
  }

  #started(source: LocalSource, track: MediaStreamTrack | undefined, attempt: number): void {
    if (track === undefined) return this.#set(source, { kind: 'problem', problem: 'missing' })
    if (this.#attempts[source] !== attempt) return track.stop()
    track.onended = () => this.#lost(source, track)
    if (source === 'microphone') this.#resting = track
    this.#set(source, { kind: 'on', track })
    // Devices have names only after permission was given once.
    void this.#listDevices()
  }

  #turnOff(source: LocalSource): void {
    this.#attempts[source] += 1
    const state = this.store.getState()[source]
    if (state.kind === 'on') {
      if (source === 'microphone') state.track.enabled = false
      else state.track.stop()
    }
    this.#set(source, OFF)
  }

  #unmute(track: MediaStreamTrack): void {
    track.enabled = true
    this.#set('microphone', { kind: 'on', track })
  }

  /** A device was unplugged or taken away by the system. */
  #lost(source: LocalSource, track: MediaStreamTrack): void {
    if (track === this.#resting) this.#resting = null
    const state = this.store.getState()[source]
    if (state.kind === 'on' && state.track === track)
      this.#set(source, { kind: 'problem', problem: 'missing' })
  }

  #stopResting(): void {
    this.#resting?.stop()
    this.#resting = null
  }

  async #capture(constraints: MediaStreamConstraints): Promise<MediaStream> {
    // Browsers hide the devices from pages that came over plain http.
    if (navigator.mediaDevices === undefined) throw new DOMException('', 'SecurityError')
    return navigator.mediaDevices.getUserMedia(constraints)
  }

  #audio(): MediaTrackConstraints {
    const id = this.store.getState().chosen.microphone
    return {
      ...(id === null ? {} : { deviceId: { ideal: id } }),
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
    }
  }

  #video(): MediaTrackConstraints {
    const id = this.store.getState().chosen.camera
    return {
      ...(id === null ? {} : { deviceId: { ideal: id } }),
      width: { ideal: 1280 },
      height: { ideal: 720 },
      frameRate: { ideal: 30 },
    }
  }

  async #listDevices(): Promise<void> {
    this.store.setState(await listDevices())
  }

  #set(source: LocalSource, state: DeviceState): void {
    this.store.setState(source === 'microphone' ? { microphone: state } : { camera: state })
    if (source === 'microphone') this.#level.follow(state.kind === 'on' ? state.track : null)
  }
}
