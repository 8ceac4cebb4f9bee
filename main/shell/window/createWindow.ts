import { app, BrowserWindow, nativeTheme } from 'electron'
import type { Log } from '../log.ts'
import { RestartBudget } from '../../supervision/RestartBudget.ts'
import type { Place } from './fitWindowBounds.ts'
import { windowBackground } from './windowBackground.ts'

export interface WindowOptions {
  /** The built preload script. */
  readonly preload: string
  /** Where it was the last time; null: in the middle. */
  readonly place: Place | null
  /** It stays out of sight until it is asked for. */
  readonly hidden: boolean
}

/** The app's one window, without a page yet; it shows itself once the page is drawn. */
export function createWindow({ preload, place, hidden }: WindowOptions, log: Log): BrowserWindow {
  const window = new BrowserWindow({
    title: 'Hearth',
    width: place?.width ?? 1120,
    height: place?.height ?? 760,
    ...(place !== null && { x: place.x, y: place.y }),
    // A phone's width: below it the toolbar would lose buttons.
    minWidth: 360,
    minHeight: 560,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: windowBackground(nativeTheme.shouldUseDarkColors),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      // Chromium would fetch dictionaries from a server of its makers.
      spellcheck: false,
      devTools: !app.isPackaged,
      // A call goes on while the window is minimised or covered.
      backgroundThrottling: false,
    },
  })
  if (place?.maximized === true && !hidden) window.maximize()
  if (!hidden) window.once('ready-to-show', () => window.show())
  followTheme(window)
  reloadAfterCrash(window, log)
  return window
}

function followTheme(window: BrowserWindow): void {
  const update = () => window.setBackgroundColor(windowBackground(nativeTheme.shouldUseDarkColors))
  nativeTheme.on('updated', update)
  window.once('closed', () => nativeTheme.off('updated', update))
}

/** The host lives on in its own process, so a page that crashed comes back to a meeting that goes on. */
function reloadAfterCrash(window: BrowserWindow, log: Log): void {
  const budget = new RestartBudget()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const pauseMs = reason === 'clean-exit' ? null : budget.next(performance.now())
    log.warn(`the window's page is gone (${reason})`)
    if (pauseMs === null) return
    setTimeout(() => {
      if (!window.isDestroyed()) window.webContents.reload()
    }, pauseMs)
  })
}
