import { createStore } from 'zustand/vanilla'
import { type CaptureSettings, cameraConstraints, microphoneConstraints } from './captureSettings.ts'
import { CaptureScope } from './devices/CaptureScope.ts'
import type { deviceList } from './devices/deviceList.ts'
import { type DeviceChange, deviceChanges } from './devices/deviceChanges.ts'
import { DeviceOpener } from './devices/DeviceOpener.ts'
import { deviceProblem } from './devices/deviceProblem.ts'
import { DeviceListWatcher } from './devices/DeviceListWatcher.ts'
import { MediaEffects } from './effects/MediaEffects.ts'
import type { EffectsSettings } from './effects/effectsState.ts'
import { PlaybackVolumes } from './audio/PlaybackVolumes.ts'
import type { LocalMedia } from './LocalMedia.ts'
import { ScreenShares, type ShareAnswer } from './screen/ScreenShares.ts'
import type { ShareStyle } from './screen/shareStyle.ts'
import type { DeviceState, LocalMediaState, LocalSource, ShareId } from './localMediaState.ts'
import { type LevelListener, LevelMeter } from './audio/LevelMeter.ts'
import { permissionDenied } from './devices/permissionDenied.ts'
import type { LocalTrack } from './LocalTrack.ts'

export interface LocalMediaWish {
  readonly microphone: boolean
  readonly camera: boolean
  readonly chosen: LocalMediaState['chosen']
  readonly settings: CaptureSettings
  readonly effects: EffectsSettings
}

const OFF: DeviceState = { kind: 'off' }
/** Meters look smooth at this rate (milliseconds). */
const METER_MS = 66
/** When the meter begins: whoever goes straight through the lobby does not wait for it. */
const METER_CALM_MS = 300
/** Hearing whether somebody talks needs less. */
const WATCH_MS = 150
/** When that begins: whoever has just come in hears no hint so soon. */
const WATCH_CALM_MS = 2000
/** A device that has not come after this is shown as off until it does. */
const LATE_MS = 1000
/** A device that gives nothing for so long is held back; some pause for a moment while they start. */
const HELD_BACK_MS = 2000

/**
 * Our own microphone, camera and screen: from what the person wants to running tracks, with every reason why a
 * device gives nothing. It knows no meeting; whoever sends follows {@link store} and {@link wanted}.
 */
export class BrowserMedia implements LocalMedia {
  readonly store
  readonly volumes = new PlaybackVolumes()
  /** What is done to picture and sound on their way from the devices to the others. */
  readonly effects: MediaEffects
  readonly #level = new LevelMeter(METER_MS, METER_CALM_MS)
  readonly #microphone = new LevelMeter(WATCH_MS, WATCH_CALM_MS)
  readonly #newsListeners = new Set<(news: DeviceChange) => void>()
  readonly #devices = new DeviceListWatcher((before, after) => this.#devicesChanged(before, after))
  /** Counts each device's starts, so that a slow answer to an old wish is thrown away. */
  readonly #attempts: Record<LocalSource, number> = { microphone: 0, camera: 0 }
  /** What the devices give. A muted microphone keeps running here, so that speaking again takes no time. */
  readonly #opened: Record<LocalSource, MediaStreamTrack | null> = { microphone: null, camera: null }
  readonly #shares: ScreenShares
  /** All that is captured for this meeting: what the browser gives after its end ends at once. */
  readonly #scope = new CaptureScope()
  readonly #opener = new DeviceOpener({
    scope: this.#scope,
    inventory: () => this.#devices.current,
    wish: () => this.store.getState(),
    runs: (source) => this.#opened[source] !== null,
    release: (source) => this.#release(source),
    onAsking: (source) => {
      const { kind } = this.store.getState()[source]
      if (kind === 'starting') this.#set(source, { kind, late: true, asking: true })
    },
  })
  /** The camera that vanished while it ran: when it returns, that is told. */
  #lostCamera: string | null = null

  private constructor({ chosen, settings, effects }: LocalMediaWish) {
    this.effects = new MediaEffects(
      effects,
      (source, track) => this.#send(source, track),
      () => this.setOn('camera', false),
    )
    this.store = createStore<LocalMediaState>(() => ({
      microphone: OFF,
      camera: OFF,
      sent: { microphone: null, camera: null },
      shares: [],
      microphones: [],
      cameras: [],
      speakers: [],
      chosen,
      standard: { microphone: null, speaker: null },
      settings,
      heldToTalk: false,
    }))
    this.#shares = new ScreenShares(this.store, this.#scope, (news) => this.#tell(news))
    this.#devices.open()
  }

  /** Starts the wanted devices at once. Never throws: problems show in the store. */
  static create(wish: LocalMediaWish): BrowserMedia {
    const { microphone, camera } = wish
    const media = new BrowserMedia(wish)
    if (microphone && camera) media.#startBoth()
    else if (microphone) media.setOn('microphone', true)
    else if (camera) media.setOn('camera', true)
    return media
  }

  /** What is to be sent now; what is not in here has ended. */
  get wanted(): LocalTrack[] {
    const { sent, shares, settings } = this.store.getState()
    const { codec } = settings
    return [
      ...(['microphone', 'camera'] as const).map(
        (source): LocalTrack => ({ key: source, source, track: sent[source], codec, share: null }),
      ),
      ...shares.flatMap(({ id, style, picture, sound, paused = false }): LocalTrack[] => {
        const share = { id, style }
        const screen: LocalTrack = {
          key: id,
          source: 'screen',
          track: paused ? null : picture,
          codec,
          share,
        }
        if (sound === null) return [screen]
        return [screen, { ...screen, key: `${id} sound`, source: 'screenSound', track: sound }]
      }),
    ]
  }

  setOn(source: LocalSource, on: boolean): void {
    if (source === 'microphone') this.store.setState({ heldToTalk: false })
    const state = this.store.getState()[source]
    if (this.#scope.closed || on === (state.kind === 'on' || state.kind === 'starting')) return
    if (!on) return this.#turnOff(source)
    const opened = this.#opened[source]
    if (opened?.readyState === 'live') return this.#turnOn(source, opened)
    this.#starts(source)
    void this.#open(source)
  }

  holdToTalk(held: boolean): void {
    const { microphone, heldToTalk } = this.store.getState()
    if (held && microphone.kind === 'off') {
      this.setOn('microphone', true)
      this.store.setState({ heldToTalk: true })
    } else if (!held && heldToTalk) this.setOn('microphone', false)
  }

  choose(what: LocalSource | 'speaker', id: string | null): void {
    const { chosen } = this.store.getState()
    if (this.#scope.closed || chosen[what] === id) return
    this.store.setState({ chosen: { ...chosen, [what]: id } })
    if (what === 'speaker') return
    if (this.store.getState()[what].kind === 'problem') this.setOn(what, true)
    else if (this.#inUse(what)) void this.#open(what)
  }

  capture(changes: Partial<CaptureSettings>): void {
    const { settings: before } = this.store.getState()
    const settings = { ...before, ...changes }
    this.store.setState({ settings })
    if (this.#scope.closed) return
    if (settings.resolution !== before.resolution) void this.#resize()
    const soundAs = (one: CaptureSettings) => JSON.stringify(microphoneConstraints(one))
    if (soundAs(settings) !== soundAs(before) && this.#inUse('microphone')) void this.#open('microphone')
  }

  startShare(options: { readonly sound: boolean }): Promise<ShareAnswer> {
    return this.#shares.start(options)
  }

  stopShare(id: ShareId | null): void {
    this.#shares.stop(id)
  }

  styleShare(id: ShareId, style: ShareStyle): void {
    this.#shares.restyle(id, style)
  }

  /** This cannot be sent: it is turned off, so that nothing shows it as live, and told. */
  notSent({ source, share }: Pick<LocalTrack, 'source' | 'share'>): void {
    if (source === 'microphone' || source === 'camera') this.setOn(source, false)
    else if (source === 'screenSound') this.#shares.dropSound(share?.id ?? null)
    else if (share !== null) this.stopShare(share.id)
    this.#tell({ kind: 'notSent', what: source })
  }

  watchLevel(listener: LevelListener): () => void {
    return this.#level.watch(listener)
  }

  watchMicrophone(listener: LevelListener): () => void {
    return this.#microphone.watch(listener)
  }

  onDeviceNews(listener: (news: DeviceChange) => void): () => void {
    this.#newsListeners.add(listener)
    return () => this.#newsListeners.delete(listener)
  }

  close(): void {
    this.#devices.close()
    this.stopShare(null)
    for (const source of ['microphone', 'camera'] as const) {
      this.#attempts[source] += 1
      this.#turnOff(source)
      this.#release(source)
    }
    this.#scope.close()
    this.effects.close()
  }

  /** Asks for both at once, so that the browser shows one question instead of two. */
  #startBoth(): void {
    const attempts = { microphone: ++this.#attempts.microphone, camera: ++this.#attempts.camera }
    for (const source of ['microphone', 'camera'] as const) this.#starts(source)
    this.#opener.both().then(
      (stream) => {
        this.#started('microphone', stream.getAudioTracks()[0], attempts.microphone)
        this.#started('camera', stream.getVideoTracks()[0], attempts.camera)
      },
      // One that is missing or does not answer fails the pair; each alone may still work and has a reason of its own.
      (error: unknown) => {
        for (const source of ['microphone', 'camera'] as const)
          if (this.#attempts[source] === attempts[source]) void this.#open(source, error)
      },
    )
  }

  /**
   * Opens a device, perhaps in place of one that runs: that goes on until the new one is there, so that the others
   * notice nothing. A muted microphone stays muted.
   *
   * @param failedWithOther why both together did not open.
   */
  async #open(source: LocalSource, failedWithOther: unknown = null): Promise<void> {
    this.#attempts[source] += 1
    const attempt = this.#attempts[source]
    try {
      const track = await this.#opener.one(source, failedWithOther)
      this.#started(source, track, attempt)
    } catch (error) {
      if (this.#attempts[source] !== attempt) return
      this.#release(source)
      const problem = navigator.mediaDevices === undefined ? 'insecure' : deviceProblem(error)
      if (this.store.getState()[source].kind !== 'off') this.#set(source, { kind: 'problem', problem })
    }
  }

  #started(source: LocalSource, track: MediaStreamTrack | undefined, attempt: number): void {
    if (this.#attempts[source] !== attempt) return track?.stop()
    if (track === undefined) return this.#set(source, { kind: 'problem', problem: 'missing' })
    const before = this.#opened[source]
    this.#opened[source] = track
    track.onended = () => void this.#lost(source, track)
    track.onmute = () => this.#noticeHeldBack(source, track)
    if (source === 'camera') this.#lostCamera = null
    if (this.store.getState()[source].kind === 'off') track.enabled = false
    else this.#set(source, { kind: 'on', track })
    if (source === 'microphone') this.#microphone.follow(track)
    before?.stop()
    // Devices have names only after permission was given once.
    void this.#devices.refresh()
  }

  /** Shows that a device is waited for; soon it is not taken for one that will come at once. */
  #starts(source: LocalSource): void {
    const starting: DeviceState = { kind: 'starting' }
    this.#set(source, starting)
    setTimeout(() => {
      if (this.store.getState()[source] === starting) this.#set(source, { ...starting, late: true })
    }, LATE_MS)
  }

  #turnOff(source: LocalSource): void {
    const opened = this.#opened[source]
    // A microphone that is being exchanged is exchanged while muted.
    if (source === 'camera' || opened === null) this.#attempts[source] += 1
    if (source === 'camera') this.#release(source)
    else if (opened !== null) opened.enabled = false
    this.#set(source, OFF)
  }

  #turnOn(source: LocalSource, track: MediaStreamTrack): void {
    track.enabled = true
    this.#set(source, { kind: 'on', track })
  }

  /** A device was unplugged or taken away by the system or the person. */
  async #lost(source: LocalSource, track: MediaStreamTrack): Promise<void> {
    const attempt = this.#attempts[source]
    const denied = await permissionDenied(source)
    if (this.#opened[source] === track && denied) {
      this.#attempts[source] += 1
      this.#release(source)
      return this.#set(source, { kind: 'problem', problem: 'denied' })
    }
    await this.#devices.refresh()
    // Where the list tells that it is unplugged, that was acted upon. Else it broke down, and may start again.
    if (this.#opened[source] !== track || this.#attempts[source] !== attempt) return
    await this.#open(source)
    // Some browsers do not say which microphone is the default, so that the list alone cannot tell it.
    const id = track.getSettings().deviceId
    if (source === 'camera' || id === 'default' || this.#lists(source, id)) return
    this.#tell({ kind: 'gone', what: source, label: track.label, using: this.#opened[source]?.label ?? null })
  }

  #devicesChanged(before: deviceList, after: deviceList): void {
    this.store.setState({
      microphones: after.microphone.devices,
      cameras: after.camera.devices,
      speakers: after.speaker.devices,
      standard: {
        microphone: after.microphone.standard?.label ?? null,
        speaker: after.speaker.standard?.label ?? null,
      },
    })
    const camera = this.#opened.camera
    const id = camera?.getSettings().deviceId
    // Virtual cameras are in no list, and some browsers hide ids: a picture that runs is there, whatever is listed.
    if (camera?.readyState === 'ended' && !this.#lists('camera', id)) {
      this.#lostCamera = id ?? null
      this.#turnOff('camera')
      this.#tell({ kind: 'cameraGone', label: camera.label })
    }
    for (const news of deviceChanges(before, after, this.store.getState().chosen)) {
      if ('what' in news && news.what === 'microphone' && !this.#followNews(news.kind === 'gone')) continue
      const returned = news.kind === 'added' && news.devices.some((device) => device.id === this.#lostCamera)
      this.#tell(returned ? { kind: 'cameraReturned', label: news.label } : news)
    }
  }

  /** The microphone to be used is another one now. @returns whether that matters to anybody. */
  #followNews(gone: boolean): boolean {
    const { microphone } = this.store.getState()
    if (this.#inUse('microphone')) void this.#open('microphone')
    // It went while it was open, and nothing could take its place until now.
    else if (!gone && microphone.kind === 'problem' && microphone.problem === 'missing')
      this.setOn('microphone', true)
    else return false
    return true
  }

  #noticeHeldBack(source: LocalSource, track: MediaStreamTrack): void {
    setTimeout(() => {
      const state = this.store.getState()[source]
      if (this.#opened[source] !== track || state.kind !== 'on' || !track.muted) return
      this.#tell({ kind: 'heldBack', what: source, label: track.label })
    }, HELD_BACK_MS)
  }

  /** A camera that can do it changes its picture's size as it runs; others are opened anew. */
  async #resize(): Promise<void> {
    const track = this.#opened.camera
    if (track === null) return
    try {
      await track.applyConstraints(cameraConstraints(this.store.getState().settings))
      const { camera } = this.store.getState()
      // Whoever sends learns by the change of state that the same track has another size.
      if (this.#opened.camera === track && camera.kind === 'on') this.#set('camera', { kind: 'on', track })
    } catch {
      if (this.#opened.camera === track) void this.#open('camera')
    }
  }

  /** Lets the device go. */
  #release(source: LocalSource): void {
    this.#opened[source]?.stop()
    this.#opened[source] = null
    if (source === 'microphone') this.#microphone.follow(null)
  }

  #tell(news: DeviceChange): void {
    for (const listener of this.#newsListeners) listener(news)
  }

  #inUse(source: LocalSource): boolean {
    return this.#opened[source] !== null || this.store.getState()[source].kind === 'starting'
  }

  /** Whether a device is there, or may be as far as the browser tells. */
  #lists(source: LocalSource, id: string | null | undefined): boolean {
    const { known, devices } = this.#devices.current[source]
    return !known || devices.some((device) => device.id === id)
  }

  #set(source: LocalSource, state: DeviceState): void {
    const track = this.effects.follow(source, state.kind === 'on' ? state.track : null)
    this.#send(source, track, source === 'microphone' ? { microphone: state } : { camera: state })
  }

  /** @param changes of the state, which show together with what is sent. */
  #send(source: LocalSource, track: MediaStreamTrack | null, changes: Partial<LocalMediaState> = {}): void {
    this.store.setState({ ...changes, sent: { ...this.store.getState().sent, [source]: track } })
    if (source === 'microphone') this.#level.follow(track)
  }
}
