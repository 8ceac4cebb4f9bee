import { join } from 'node:path'
import { app, type BrowserWindow, dialog, nativeTheme, powerMonitor, screen, session } from 'electron'
import { z } from 'zod'
import type { HostingState, IpcEvent, IpcEventParams } from '../../../protocol/ipc/ipc.ts'
import { serveAppScheme } from '../page/serveAppScheme.ts'
import { APP_SCHEME } from '../../../protocol/appOrigin.ts'
import { SHARE_BAR } from '../../../protocol/ipc/shareBar.ts'
import type { ShellOptions } from '../launch/parseCommandLine.ts'
import { DesktopIntegration } from '../desktop/DesktopIntegration.ts'
import { showNotification } from '../desktop/showNotification.ts'
import { decidedForHost } from '../hosting/decidedForHost.ts'
import { HostSupervisor } from '../hosting/HostSupervisor.ts'
import { PowerMonitor } from '../hosting/PowerMonitor.ts'
import { hostEnvironment, packedWorker } from '../hosting/hostEnvironment.ts'
import { forkHostProcess } from '../hosting/forkHostProcess.ts'
import { HostPageWindows } from '../hostPage/HostPageWindows.ts'
import { serveIpc } from '../ipc/serveIpc.ts'
import type { Log } from '../log.ts'
import { ConnectionLog } from '../diagnostics/ConnectionLog.ts'
import { NearbyMeetings } from '../nearby/NearbyMeetings.ts'
import { guardNavigation } from '../page/guardNavigation.ts'
import { verifyWorkerBinary } from '../packaging/verifyWorkerBinary.ts'
import { pageUrl } from '../page/pageUrl.ts'
import { guardPermissions } from '../page/guardPermissions.ts'
import { isGranted } from '../page/isGranted.ts'
import { listCaptureSources } from '../screenShare/listCaptureSources.ts'
import { ScreenPicker } from '../screenShare/ScreenPicker.ts'
import { ShareIndicators } from '../screenShare/ShareIndicators.ts'
import { handleDisplayCapture } from '../screenShare/handleDisplayCapture.ts'
import type { LaunchTarget } from '../launch/LaunchTarget.ts'
import { openSettings } from '../settings/openSettings.ts'
import type { SettingsStore } from '../settings/SettingsStore.ts'
import { ShellError } from '../ShellError.ts'
import { settingsView, ipcHandlers } from '../ipc/ipcHandlers.ts'
import { createUpdater } from '../update/createUpdater.ts'
import type { Updater } from '../update/Updater.ts'
import { verifyCertificates } from '../trust/verifyCertificates.ts'
import { PinStore } from '../trust/PinStore.ts'
import { fetchPeerCertificate } from '../trust/fetchPeerCertificate.ts'
import { HostVerifier } from '../trust/HostVerifier.ts'
import { setAppMenu } from '../window/setAppMenu.ts'
import { CloseGuard } from '../window/CloseGuard.ts'
import { createWindow } from '../window/createWindow.ts'
import { watchVisibility } from '../window/watchVisibility.ts'
import { endingAnswer, quitDialog } from '../window/quitDialog.ts'
import { fitWindowBounds } from '../window/fitWindowBounds.ts'
import { QUIT_INSTEAD, closeToTrayDialog } from '../window/closeToTrayDialog.ts'
import { CloseToTrayNotice } from '../window/CloseToTrayNotice.ts'
import { WindowBoundsStore } from '../window/WindowBoundsStore.ts'

/** A page that hangs while it says goodbye is not waited for longer. */
const CLOSE_MS = 1000

/** What is remembered from one start to the next. */
interface Kept {
  readonly pins: PinStore
  readonly settings: SettingsStore
  readonly place: WindowBoundsStore
  readonly stayTold: CloseToTrayNotice
  readonly updater: Updater
}

/** The app on this computer's desktop: one window, the host beside it, and the guards between them and the world. */
export class Shell {
  readonly #pins: PinStore
  readonly #settings: SettingsStore
  readonly #stayTold: CloseToTrayNotice
  readonly #supervisor: HostSupervisor
  readonly #window: BrowserWindow
  readonly #closeGuard: CloseGuard
  readonly #hostPages: HostPageWindows
  readonly #picker: ScreenPicker
  readonly #marks: ShareIndicators
  readonly #desktop: DesktopIntegration
  /** The app is to end, and not only its window to go away. */
  #quitting = false

  private constructor(options: ShellOptions, kept: Kept, log: Log) {
    const { pins, settings, place, stayTold } = kept
    const built = join(app.getAppPath(), 'dist')
    this.#pins = pins
    this.#settings = settings
    this.#stayTold = stayTold
    this.#hostPages = new HostPageWindows(pins, log)
    const { policy } = settings
    const env = hostEnvironment({
      env: process.env,
      platform: process.platform,
      resourcesPath: app.isPackaged ? process.resourcesPath : null,
    })
    this.#supervisor = new HostSupervisor({
      fork: () => forkHostProcess(join(built, 'main/hostProcess.js'), env),
      ...(app.isPackaged && {
        check: () =>
          verifyWorkerBinary(
            packedWorker(process.resourcesPath, process.platform),
            join(built, 'packed.json'),
          ),
      }),
      dataDir: join(app.getPath('userData'), 'host'),
      staticDir: join(built, 'renderer'),
      port: policy.port ?? options.port,
      allowed: policy.hosting,
      decided: decidedForHost(policy, settings.settings, app.isPackaged),
      announce: (state) => this.#hostingChanged(state),
      log,
    })
    this.#closeGuard = new CloseGuard({
      others: async () => (await this.#supervisor.people()).others,
      confirm: (others) => this.#mayEnd(others),
      close: () => this.#close(),
    })
    this.#picker = new ScreenPicker(
      policy.screenShare
        ? () => listCaptureSources(this.#marks.mediaSourceIds)
        : () => Promise.reject(new ShellError('turned_off')),
    )
    this.#marks = new ShareIndicators({
      displayOf: (source) => this.#picker.displayOf(source),
      ownBounds: () => (this.#window.isDestroyed() ? null : this.#window.getBounds()),
    })
    this.#desktop = new DesktopIntegration({
      settings,
      log,
      marks: this.#marks,
      open: () => this.open(),
      wish: (wish) => this.#tell('desktop', { wish }),
      quit: () => app.quit(),
    })
    this.#guardSession(join(built, 'renderer'), kept.updater, log)
    const areas = screen.getAllDisplays().map(({ workArea }) => workArea)
    this.#window = createWindow(
      {
        preload: join(built, 'preload/index.cjs'),
        place: place.last && fitWindowBounds(place.last, areas),
        hidden: options.hidden || startedByMac(),
      },
      log,
    )
    place.follow(this.#window)
    this.#windowEvents()
    this.#appEvents()
  }

  /** Opens the window. Call once, after Electron is ready. */
  static async create(options: ShellOptions, opened: LaunchTarget, log: Log): Promise<Shell> {
    const pins = await PinStore.create(join(app.getPath('userData'), 'known-hosts.json'), log)
    const settings = await openSettings(log)
    const place = await WindowBoundsStore.create(join(app.getPath('userData'), 'window.json'))
    const stayTold = await CloseToTrayNotice.create(join(app.getPath('userData'), 'told.json'))
    const updater = await createUpdater(settings)
    const shell = new Shell(options, { pins, settings, place, stayTold, updater }, log)
    try {
      await shell.#window.loadURL(pageUrl(options))
    } catch (error) {
      // A person who closes the window while it loads has seen enough; anything else is a fault.
      if (!shell.#window.isDestroyed()) throw error
    }
    if (opened.type !== 'nothing') shell.open(opened)
    return shell
  }

  /** Brings the window to the front and hands it what the app was opened with. */
  open(opened: LaunchTarget = { type: 'nothing' }): void {
    if (this.#window.isDestroyed()) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
    if (opened.type !== 'nothing')
      this.#tell('openLink', { link: opened.type === 'link' ? opened.link : null })
  }

  #guardSession(renderer: string, updater: Updater, log: Log): void {
    const ours = session.defaultSession
    const trust = new HostVerifier({
      pins: this.#pins,
      look: (address, signal) => fetchPeerCertificate(address, { signal }),
      managed: this.#settings.policy.hosts,
    })
    const nearby = new NearbyMeetings({
      allowed: !isSwitchedOn(process.env['HEARTH_NO_DISCOVERY']),
      isKnown: (fingerprint) => this.#pins.knows(fingerprint),
      tell: (meetings) => this.#tell('nearby', { meetings: [...meetings] }),
    })
    app.on('web-contents-created', (_event, contents) => guardNavigation(contents, log))
    setAppMenu(process.platform, app.isPackaged)
    serveAppScheme(ours, APP_SCHEME, renderer)
    guardPermissions(ours, {
      has: (question) => isGranted(question),
      gets: (question) => isGranted(question, this.#picker.chosen),
    })
    handleDisplayCapture(ours, this.#picker)
    verifyCertificates(app, ours, this.#pins)
    const parts = {
      supervisor: this.#supervisor,
      trust,
      nearby,
      picker: this.#picker,
      contacts: new ConnectionLog({ netLog: ours.netLog, folder: app.getPath('temp') }),
      settings: this.#settings,
      updater,
      desktop: this.#desktop,
      hostPages: this.#hostPages,
      power: new PowerMonitor({
        signs: powerMonitor,
        changed: (power) => this.#supervisor.setPower(power),
        woke: () => this.#tell('woke', {}),
      }),
      show: () => this.open(),
      notify: (title: string, text: string, leadsTo: 'people' | null) => this.#notify(title, text, leadsTo),
    }
    serveIpc(ipcHandlers(parts), () => this.#windowId(), log)
    nativeTheme.themeSource = this.#settings.settings.theme
    const { mapPorts, iceServers } = this.#settings.settings
    this.#supervisor.outside({ mapPorts, iceServers })
    this.#settings.onChange((changed) => {
      nativeTheme.themeSource = changed.theme
      this.#supervisor.outside({ mapPorts: changed.mapPorts, iceServers: changed.iceServers })
      this.#tell('settings', settingsView(parts))
    })
  }

  #windowId(): number | null {
    return this.#window.isDestroyed() ? null : this.#window.webContents.id
  }

  #windowEvents(): void {
    this.#window.on('close', (event) => {
      const stays = !this.#quitting && this.#settings.settings.closeToTray && this.#desktop.busy
      if (!stays && this.#closeGuard.mayClose()) return
      event.preventDefault()
      if (stays) void this.#stay()
    })
    // Windows of ours must not keep the app running when the person's own is closed.
    this.#window.once('closed', () => {
      this.#desktop.pageGone()
      this.#hostPages.close()
    })
    const { webContents } = this.#window
    webContents.on('render-process-gone', () => this.#desktop.pageGone())
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#desktop.pageGone()
    })
    webContents.on('did-create-window', (opened, { frameName }) => {
      if (frameName === SHARE_BAR) this.#marks.adopt(opened)
    })
    watchVisibility(this.#window, (seen) => this.#tell('windowSeen', { seen }))
    // A page's own question whether to leave would keep the window open without a word.
    webContents.on('will-prevent-unload', (event) => event.preventDefault())
  }

  #appEvents(): void {
    app.on('window-all-closed', () => app.quit())
    app.on('before-quit', () => {
      this.#quitting = true
    })
    // A click on the dock of macOS.
    app.on('activate', () => this.open())
    app.on('will-quit', (event) => {
      this.#desktop.close()
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

  /** The window goes away and everything goes on; the first time that is said. */
  async #stay(): Promise<void> {
    if (!this.#stayTold.told) {
      const { response } = await dialog.showMessageBox(this.#window, closeToTrayDialog())
      await this.#stayTold.tell()
      if (response === QUIT_INSTEAD) return app.quit()
    }
    this.#window.hide()
  }

  async #mayEnd(others: number): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.#window, quitDialog(others))
    const answer = endingAnswer(response)
    if (answer === 'end') return true
    // The app does not quit after all: the next close is one of the window alone.
    this.#quitting = false
    if (answer === 'keep') {
      this.#tell('desktop', { wish: 'leave' })
      this.#window.hide()
    }
    return false
  }

  #notify(title: string, text: string, leadsTo: 'people' | null): void {
    if (this.#window.isFocused() || !this.#settings.settings.notifications) return
    showNotification(title, text, () => {
      this.open()
      if (leadsTo === 'people') this.#tell('desktop', { wish: 'showPeople' })
    })
  }

  #hostingChanged(state: HostingState): void {
    if (state.state === 'running') {
      const bases = state.places.map(({ base }) => base)
      this.#pins.setOwnHost(state.fingerprint, bases)
    } else this.#pins.forgetOwnHost()
    this.#desktop.setHosting(state.state === 'running')
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

/** macOS tells by itself that it started the app with the person's session. */
function startedByMac(): boolean {
  return process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin
}
