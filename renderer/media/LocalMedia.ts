import type { StoreApi } from 'zustand/vanilla'
import type { CaptureSettings } from './captureSettings.ts'
import type { DeviceChange } from './devices/deviceChanges.ts'
import type { Effects } from './effects/Effects.ts'
import type { PlaybackVolumes } from './audio/PlaybackVolumes.ts'
import type { ShareAnswer } from './screen/ScreenShares.ts'
import type { ShareStyle } from './screen/shareStyle.ts'
import type { LocalMediaState, LocalSource, ShareId } from './localMediaState.ts'
import type { LevelListener } from './audio/LevelMeter.ts'

/** What the features may know and ask of our own devices. `BrowserMedia` is one; tests bring a smaller one. */
export interface LocalMedia {
  readonly store: StoreApi<LocalMediaState>
  setOn(source: LocalSource, on: boolean): void
  /** @param id null: the system's default. */
  choose(what: 'microphone' | 'camera' | 'speaker', id: string | null): void
  /** Changes how we capture; what runs follows at once. */
  capture(changes: Partial<CaptureSettings>): void
  /** Opens the muted microphone as long as a key is held; does nothing while it is open anyway. */
  holdToTalk(held: boolean): void
  /** Shares one more screen or window, in the style of the settings. */
  startShare(options: { readonly sound: boolean }): Promise<ShareAnswer>
  /** @param id null: all shares. */
  stopShare(id: ShareId | null): void
  styleShare(id: ShareId, style: ShareStyle): void
  /** What others get of our microphone, about 15 times a second; nothing while it is muted. */
  watchLevel(listener: LevelListener): () => void
  /** What the microphone itself gives, about 7 times a second, also while it is muted: that stays on this computer. */
  watchMicrophone(listener: LevelListener): () => void
  onDeviceNews(listener: (news: DeviceChange) => void): () => void
  /** How loud each of the others is for us. */
  readonly volumes: PlaybackVolumes
  /** Background and noise suppression. */
  readonly effects: Effects
}
