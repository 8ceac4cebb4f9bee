import type { BrowserWindowConstructorOptions } from 'electron'

/** The bar with which a person ends what is shared. It shows itself once it has its place, and takes no focus then. */
export const shareBarOptions: BrowserWindowConstructorOptions = {
  title: 'Hearth',
  show: false,
  frame: false,
  alwaysOnTop: true,
  skipTaskbar: true,
  resizable: false,
  minimizable: false,
  maximizable: false,
  fullscreenable: false,
}
