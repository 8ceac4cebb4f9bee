import type { BrowserWindow } from 'electron'

/** Tells when a window goes out of sight, minimised or hidden, and when it comes back. */
export function watchVisibility(window: BrowserWindow, tell: (seen: boolean) => void): void {
  let told = true
  const look = () => {
    const seen = window.isVisible() && !window.isMinimized()
    if (seen !== told) tell(seen)
    told = seen
  }
  window.on('minimize', look)
  window.on('restore', look)
  window.on('hide', look)
  window.on('show', look)
  // A page that is loaded anew believes that it is seen.
  window.webContents.on('did-finish-load', () => {
    if (!told) tell(false)
  })
}
