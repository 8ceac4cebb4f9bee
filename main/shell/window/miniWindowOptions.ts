import type { BrowserWindowConstructorOptions } from 'electron'

/** The mini window of a call: small, above all other windows, and never a place to get lost in. */
export const miniWindowOptions: BrowserWindowConstructorOptions = {
  title: 'Hearth',
  width: 360,
  height: 252,
  minWidth: 240,
  minHeight: 180,
  alwaysOnTop: true,
  autoHideMenuBar: true,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
  skipTaskbar: true,
}
