import { join } from 'node:path'
import { app, type BrowserWindow, dialog, nativeTheme, powerMonitor, screen, session } from 'electron'
import { z } from 'zod'
import type { HostingState, IpcEvent, IpcEventParams } from '../../protocol/ipc.ts'
import { serveApp } from './appProtocol.ts'
import { APP_SCHEME } from '../../protocol/appOrigin.ts'
import { SHARE_BAR } from '../../protocol/shareBar.ts'
import type { ShellOptions } from './commandLine.ts'
import { Desktop } from './desktop/Desktop.ts'
import { notify } from './desktop/notify.ts'
import { decidedForHost } from './hosting/decidedForHost.ts'
import { HostSupervisor } from './hosting/HostSupervisor.ts'
import { PowerWatch } from './hosting/PowerWatch.ts'
import { hostEnvironment, packedWorker } from './hosting/hostEnvironment.ts'
import { forkHost } from './hosting/hostUtilityProcess.ts'
import { HostPages } from './hostPage/HostPages.ts'
import { serveIpc } from './ipc/serveIpc.ts'
import type { Log } from './log.ts'
import { ContactWatch } from './network/ContactWatch.ts'
import { NearbyDesk } from './nearby/NearbyDesk.ts'
import { guardNavigation } from './navigationGuard.ts'
import { workerProblem } from './packed/workerProblem.ts'
import { pageAddress } from './pageAddress.ts'
import { guardPermissions } from './permissionGuard.ts'
import { isGranted } from './permissions.ts'
import { listScreens } from './screens/listScreens.ts'
import { ScreenPicker } from './screens/ScreenPicker.ts'
import { ShareMarks } from './screens/ShareMarks.ts'
import { serveCapture } from './screens/serveCapture.ts'
import type { Opened } from './opened.ts'
import { openSettings } from './settings/openSettings.ts'
import type { SettingsStore } from './settings/SettingsStore.ts'
import { ShellError } from './ShellError.ts'
import { settingsView, shellHandlers } from './shellHandlers.ts'
import { openUpdater } from './update/openUpdater.ts'
import type { Updater } from './update/Updater.ts'
import { verifyCertificates } from './trust/certificateVerifier.ts'
import { PinStore } from './trust/PinStore.ts'
import { presentedCertificate } from './trust/presentedCertificate.ts'
import { TrustDesk } from './trust/TrustDesk.ts'
import { setAppMenu } from './window/appMenu.ts'
import { CloseGuard } from './window/CloseGuard.ts'
import { createWindow } from './window/createWindow.ts'
import { watchSeen } from './window/watchSeen.ts'
import { endingAnswer, endingQuestion } from './window/endingQuestion.ts'
import { fittingPlace } from './window/fittingPlace.ts'
import { QUIT_INSTEAD, stayQuestion } from './window/stayQuestion.ts'
import { StayTold } from './window/StayTold.ts'
import { WindowPlace } from './window/WindowPlace.ts'

/** A page that hangs while it says goodbye is not waited for longer. */
const CLOSE_MS = 1000

/** What is remembered from one start to the next. */
interface Kept {
  readonly pins: PinStore
  readonly settings: SettingsStore
  readonly place: WindowPlace
  readonly stayTold: StayTold
  readonly updater: Updater
}

/** The app on this computer's desktop: one window, the host beside it, and the guards between them and the world. */
export class Shell {
  readonly #pins: PinStore
  readonly #settings: SettingsStore
  readonly #stayTold: StayTold
  readonly #supervisor: HostSupervisor
  readonly #window: BrowserWindow
  readonly #closeGuard: CloseGuard
  readonly #hostPages: HostPages
  readonly #picker: ScreenPicker
  readonly #marks: ShareMarks
  readonly #desktop: Desktop
  /** The app is to end, and not only its window to go away. */
  #quitting = false

  private constructor(options: ShellOptions, kept: Kept, log: Log) {
    const { pins, settings, place, stayTold } = kept
    const built = join(app.getAppPath(), 'dist')
    this.#pins = pins
    this.#settings = settings
    this.#stayTold = stayTold
    this.#hostPages = new HostPages(pins, log)
    const { policy } = settings
    const env = hostEnvironment({
      env: process.env,
      platform: process.platform,
      resourcesPath: app.isPackaged ? process.resourcesPath : null,
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
        ? () => listScreens(this.#marks.mediaSourceIds)
        : () => Promise.reject(new ShellError('turned_off')),
    )
    this.#marks = new ShareMarks({
      displayOf: (source) => this.#picker.displayOf(source),
      ownBounds: () => (this.#window.isDestroyed() ? null : this.#window.getBounds()),
    })
    this.#desktop = new Desktop({
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
        place: place.last && fittingPlace(place.last, areas),
        hidden: options.hidden || startedByMac(),
      },
      log,
    )
    place.follow(this.#window)
    this.#windowEvents()
    this.#appEvents()
  }

  /** Opens the window. Call once, after Electron is ready. */
  static async create(options: ShellOptions, opened: Opened, log: Log): Promise<Shell> {
    const pins = await PinStore.create(join(app.getPath('userData'), 'known-hosts.json'), log)
    const settings = await openSettings(log)
    const place = await WindowPlace.create(join(app.getPath('userData'), 'window.json'))
    const stayTold = await StayTold.create(join(app.getPath('userData'), 'told.json'))
    const updater = await openUpdater(settings)
    const shell = new Shell(options, { pins, settings, place, stayTold, updater }, log)
    try {
      await shell.#window.loadURL(pageAddress(options))
    } catch (error) {
      // A person who closes the window while it loads has seen enough; anything else is a fault.
      if (!shell.#window.isDestroyed()) throw error
    }
    if (opened.type !== 'nothing') shell.open(opened)
    return shell
  }

  /** Brings the window to the front and hands it what the app was opened with. */
  open(opened: Opened = { type: 'nothing' }): void {
    if (this.#window.isDestroyed()) return
    if (this.#window.isMinimized()) this.#window.restore()
    this.#window.show()
    this.#window.focus()
    if (opened.type !== 'nothing')
      this.#tell('openLink', { link: opened.type === 'link' ? opened.link : null })
  }

  #guardSession(renderer: string, updater: Updater, log: Log): void {
    const ours = session.defaultSession
    const trust = new TrustDesk({
      pins: this.#pins,
      look: (address, signal) => presentedCertificate(address, { signal }),
      managed: this.#settings.policy.hosts,
    })
    const nearby = new NearbyDesk({
      allowed: !isSwitchedOn(process.env['HEARTH_NO_DISCOVERY']),
      isKnown: (fingerprint) => this.#pins.knows(fingerprint),
      tell: (meetings) => this.#tell('nearby', { meetings: [...meetings] }),
    })
    app.on('web-contents-created', (_event, contents) => guardNavigation(contents, log))
    setAppMenu(process.platform, app.isPackaged)
    serveApp(ours, APP_SCHEME, renderer)
    guardPermissions(ours, {
      has: (question) => isGranted(question),
      gets: (question) => isGranted(question, this.#picker.chosen),
    })
    serveCapture(ours, this.#picker)
    verifyCertificates(app, ours, this.#pins)
    const parts = {
      supervisor: this.#supervisor,
      trust,
      nearby,
      picker: this.#picker,
      contacts: new ContactWatch({ netLog: ours.netLog, folder: app.getPath('temp') }),
      settings: this.#settings,
      updater,
      desktop: this.#desktop,
      hostPages: this.#hostPages,
      power: new PowerWatch({
        signs: powerMonitor,
        changed: (power) => this.#supervisor.setPower(power),
        woke: () => this.#tell('woke', {}),
      }),
      show: () => this.open(),
      notify: (title: string, text: string, leadsTo: 'people' | null) => this.#notify(title, text, leadsTo),
    }
    serveIpc(shellHandlers(parts), () => this.#windowId(), log)
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
    watchSeen(this.#window, (seen) => this.#tell('windowSeen', { seen }))
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
      const { response } = await dialog.showMessageBox(this.#window, stayQuestion())
      await this.#stayTold.tell()
      if (response === QUIT_INSTEAD) return app.quit()
    }
    this.#window.hide()
  }

  async #mayEnd(others: number): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.#window, endingQuestion(others))
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
    notify(title, text, () => {
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
