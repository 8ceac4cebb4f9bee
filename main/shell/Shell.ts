import { join } from 'node:path'
import { app, type BrowserWindow, dialog, nativeTheme, session } from 'electron'
import { z } from 'zod'
import type { HostingState, IpcEvent, IpcEventParams } from '../../protocol/ipc.ts'
import { serveApp } from './appProtocol.ts'
import { APP_SCHEME } from '../../protocol/appOrigin.ts'
import type { ShellOptions } from './commandLine.ts'
import { HostSupervisor } from './hosting/HostSupervisor.ts'
import { hostEnvironment, packedWorker } from './hosting/hostEnvironment.ts'
import { forkHost } from './hosting/hostUtilityProcess.ts'
import { KeepAwake } from './hosting/KeepAwake.ts'
import { serveIpc } from './ipc/serveIpc.ts'
import type { Log } from './log.ts'
import { NearbyDesk } from './nearby/NearbyDesk.ts'
import { guardNavigation } from './navigationGuard.ts'
import { workerProblem } from './packed/workerProblem.ts'
import { pageAddress } from './pageAddress.ts'
import { guardPermissions } from './permissionGuard.ts'
import { listScreens } from './screens/listScreens.ts'
import { ScreenPicker } from './screens/ScreenPicker.ts'
import { serveCapture } from './screens/serveCapture.ts'
import { openSettings } from './settings/openSettings.ts'
import type { SettingsStore } from './settings/SettingsStore.ts'
import { ShellError } from './ShellError.ts'
import { shellHandlers } from './shellHandlers.ts'
import { verifyCertificates } from './trust/certificateVerifier.ts'
import { PinStore } from './trust/PinStore.ts'
import { presentedCertificate } from './trust/presentedCertificate.ts'
import { TrustDesk } from './trust/TrustDesk.ts'
import { setAppMenu } from './window/appMenu.ts'
import { CloseGuard } from './window/CloseGuard.ts'
import { createWindow } from './window/createWindow.ts'
import { watchSeen } from './window/watchSeen.ts'
import { END_FOR_ALL, endingQuestion } from './window/endingQuestion.ts'

/** A page that hangs while it says goodbye is not waited for longer. */
const CLOSE_MS = 1000

/** The app on this computer's desktop: one window, the host beside it, and the guards between them and the world. */
export class Shell {
  readonly #pins: PinStore
  readonly #settings: SettingsStore
  readonly #supervisor: HostSupervisor
  readonly #window: BrowserWindow
  readonly #closeGuard: CloseGuard
  readonly #keepAwake = new KeepAwake()

  private constructor(options: ShellOptions, pins: PinStore, settings: SettingsStore, log: Log) {
    const built = join(app.getAppPath(), 'dist')
    this.#pins = pins
    this.#settings = settings
    const { policy } = settings
    const env = hostEnvironment({
      env: process.env,
      platform: process.platform,
      resourcesPath: app.isPackaged ? process.resourcesPath : null,
      mediaPort: policy.mediaPort,
    })
    this.#supervisor = new HostSupervisor({
      fork: () => forkHost(join(built, 'main/hostProcess.js'), env),
      ...(app.isPackaged && {
        check: () =>
          workerProblem(packedWorker(process.resourcesPath, process.platform), join(built, 'packed.json')),
      }),
      dataDir: join(app.getPath('userData'), 'host'),
      staticDir: join(built, 'renderer'),
      port: policy.port ?? options.port,
      allowed: policy.hosting,
      announce: (state) => this.#hostingChanged(state),
      log,
    })
    this.#closeGuard = new CloseGuard({
      others: async () => (await this.#supervisor.people()).others,
      confirm: async (others) =>
        (await dialog.showMessageBox(this.#window, endingQuestion(others))).response === END_FOR_ALL,
      close: () => this.#close(),
    })
    this.#guardSession(join(built, 'renderer'), log)
    this.#window = createWindow(join(built, 'preload/index.cjs'), log)
    this.#windowEvents()
    this.#appEvents()
  }

  /** Opens the window. Call once, after Electron is ready. */
  static async create(options: ShellOptions, log: Log): Promise<Shell> {
    const pins = await PinStore.create(join(app.getPath('userData'), 'known-hosts.json'), log)
    const settings = await openSettings(log)
    const shell = new Shell(options, pins, settings, log)
    try {
      await shell.#window.loadURL(pageAddress(options))
    } catch (error) {
      // A person who closes the window while it loads has seen enough; anything else is a fault.
      if (!shell.#window.isDestroyed()) throw error
    }
    if (options.link !== null) shell.openLink(options.link)
    return shell
  }

  /** Brings the window to the front and hands it an invite link, if there is one. */
  openLink(link: string | null): void {
    if (this.#window.isDestroyed()) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.focus()
    if (link !== null) this.#tell('openLink', { link })
  }

  #guardSession(renderer: string, log: Log): void {
    const ours = session.defaultSession
    const trust = new TrustDesk({
      pins: this.#pins,
      look: (address, signal) => presentedCertificate(address, { signal }),
    })
    const nearby = new NearbyDesk({
      allowed: !isSwitchedOn(process.env['HEARTH_NO_DISCOVERY']),
      isKnown: (fingerprint) => this.#pins.knows(fingerprint),
      tell: (meetings) => this.#tell('nearby', { meetings: [...meetings] }),
    })
    const shareable = this.#settings.policy.screenShare
    const picker = new ScreenPicker(
      shareable ? listScreens : () => Promise.reject(new ShellError('turned_off')),
    )
    app.on('web-contents-created', (_event, contents) => guardNavigation(contents, log))
    setAppMenu(process.platform, app.isPackaged)
    serveApp(ours, APP_SCHEME, renderer)
    guardPermissions(ours)
    serveCapture(ours, picker)
    verifyCertificates(app, ours, this.#pins)
    const handlers = shellHandlers(this.#supervisor, trust, nearby, picker, this.#settings)
    serveIpc(handlers, () => this.#windowId(), log)
    nativeTheme.themeSource = this.#settings.settings.theme
    this.#settings.onChange((view) => {
      nativeTheme.themeSource = view.settings.theme
      this.#tell('settings', view)
    })
  }

  #windowId(): number | null {
    return this.#window.isDestroyed() ? null : this.#window.webContents.id
  }

  #windowEvents(): void {
    this.#window.on('close', (event) => {
      if (!this.#closeGuard.mayClose()) event.preventDefault()
    })
    watchSeen(this.#window, (seen) => this.#tell('windowSeen', { seen }))
    // A page's own question whether to leave would keep the window open without a word.
    this.#window.webContents.on('will-prevent-unload', (event) => event.preventDefault())
  }

  #appEvents(): void {
    app.on('window-all-closed', () => app.quit())
    app.on('will-quit', (event) => {
      if (!this.#supervisor.alive) return
      event.preventDefault()
      void this.#supervisor.stop().then(() => app.quit())
    })
    let signalled = false
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        if (signalled) this.#endNow()
        signalled = true
        this.#closeGuard.agree()
        app.quit()
      })
    }
  }

  /** A second signal does not wait for anybody. The host ends with the app. */
  #endNow(): void {
    this.#supervisor.hurry()
    app.exit(1)
  }

  #close(): void {
    this.#window.close()
    setTimeout(() => {
      if (!this.#window.isDestroyed()) this.#window.destroy()
    }, CLOSE_MS)
  }

  #hostingChanged(state: HostingState): void {
    if (state.state === 'running') this.#pins.setOwnHost(state.fingerprint, state.addresses)
    else this.#pins.forgetOwnHost()
    this.#keepAwake.set(state.state === 'running')
    this.#tell('hosting', state)
  }

  #tell<E extends IpcEvent>(event: E, params: IpcEventParams<E>): void {
    if (!this.#window.isDestroyed()) this.#window.webContents.send(event, params)
  }
}

/** As the host reads its switches. What is no switch is refused there, with a sentence. */
function isSwitchedOn(text: string | undefined): boolean {
  return text !== undefined && z.stringbool().safeParse(text).data === true
}
