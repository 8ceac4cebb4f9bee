import { join } from 'node:path'
import { app, globalShortcut } from 'electron'
import type { CallFacts, DesktopWish } from '../../../protocol/ipc/ipc.ts'
import type { Settings } from '../../../protocol/ipc/settings.ts'
import { SleepBlocker } from './SleepBlocker.ts'
import type { Log } from '../log.ts'
import type { ShareIndicators } from '../screenShare/ShareIndicators.ts'
import type { SettingsStore } from '../settings/SettingsStore.ts'
import { GlobalShortcuts } from './GlobalShortcuts.ts'
import { startAtLogin } from './startAtLogin.ts'
import { TrayIcon } from './TrayIcon.ts'

export interface DesktopIntegrationOptions {
  readonly settings: SettingsStore
  readonly log: Log
  readonly marks: ShareIndicators
  /** Brings the window to the front. */
  readonly open: () => void
  /** Tells the window what the person wants by the tray or by a key. */
  readonly wish: (wish: DesktopWish) => void
  readonly quit: () => void
}

/** What the app is on the desktop besides its window: the tray, keys, marks of what is shared, the computer kept awake, the start at login. */
export class DesktopIntegration {
  readonly #options: DesktopIntegrationOptions
  readonly #tray: TrayIcon
  readonly #keys: GlobalShortcuts
  readonly #awake = new SleepBlocker()
  #call: CallFacts | null = null
  #hosting = false
  #atLogin: boolean | null = null

  constructor(options: DesktopIntegrationOptions) {
    this.#options = options
    const { settings, open, wish, quit } = options
    this.#keys = new GlobalShortcuts(globalShortcut, wish)
    this.#tray = new TrayIcon({
      open,
      quit,
      toggleMute: () => wish('toggleMute'),
      stopSharing: () => wish('stopSharing'),
      // The window asks where others would be cut off.
      stopHosting: () => {
        open()
        wish('stopHosting')
      },
    })
    settings.onChange((changed) => this.#settingsChanged(changed))
    this.#settingsChanged(settings.settings)
    this.#changed()
  }

  /** Whether something goes on that the end of the window would end. */
  get busy(): boolean {
    return this.#call !== null || this.#hosting
  }

  /** The settings whose key another program has. */
  get takenKeys(): GlobalShortcuts['taken'] {
    return this.#keys.taken
  }

  /** @param call null: in no call. */
  setCall(call: CallFacts | null): void {
    const began = (this.#call === null) !== (call === null)
    this.#call = call
    this.#options.marks.show(call?.sharing ?? [])
    if (began) this.#keys.follow(this.#options.settings.settings, call !== null)
    this.#changed()
  }

  /** The page that was in the call has ended without a word. */
  pageGone(): void {
    this.setCall(null)
    this.#options.marks.clear()
  }

  setHosting(hosting: boolean): void {
    this.#hosting = hosting
    this.#changed()
  }

  /** The app ends: what it holds of the system is given back. */
  close(): void {
    this.#keys.release()
    this.#awake.set('nothing')
    this.#options.marks.clear()
  }

  #changed(): void {
    this.#tray.show({ call: this.#call, hosting: this.#hosting })
    this.#awake.set(this.#call !== null ? 'call' : this.#hosting ? 'hosting' : 'nothing')
  }

  #settingsChanged(settings: Settings): void {
    this.#keys.follow(settings, this.#call !== null)
    const { startAtLogin: wanted } = settings
    // Where it was never wanted there is nothing to take back.
    if (wanted === this.#atLogin || (this.#atLogin === null && !wanted)) return
    this.#atLogin = wanted
    startAtLogin(app, process.platform, wanted, {
      command: [
        process.env['APPIMAGE'] ?? process.execPath,
        ...(app.isPackaged ? [] : [app.getAppPath()]),
        '--hidden',
      ],
      configFolder: process.env['XDG_CONFIG_HOME'] ?? join(app.getPath('home'), '.config'),
    }).catch(() => this.#options.log.warn('the start at login could not be set'))
  }
}
