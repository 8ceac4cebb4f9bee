import { shell, type WebContents } from 'electron'
import { isAppAddress } from '../../protocol/appOrigin.ts'
import { MINI_WINDOW } from '../../protocol/miniWindow.ts'
import type { Log } from './log.ts'
import { outsideLink } from './outsideLink.ts'
import { miniWindowOptions } from './window/miniWindowOptions.ts'

/**
 * Keeps a page where it is: only our own page may load in a window of the app (a reload is a navigation too),
 * links open in the person's browser, and nothing opens a webview or a second window but the call's mini window, which
 * is empty, has our page's origin and rules, and is drawn into by it alone.
 */
export function guardNavigation(contents: WebContents, log: Log): void {
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isAppAddress(event.url)) return
    event.preventDefault()
    log.warn('refused a navigation')
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url, frameName }) => {
    if (frameName === MINI_WINDOW && url === 'about:blank' && isAppAddress(contents.getURL())) {
      return { action: 'allow', overrideBrowserWindowOptions: miniWindowOptions }
    }
    const link = outsideLink(url)
    if (link === null) log.warn('refused to open a link')
    else shell.openExternal(link).catch(() => log.warn('the system could not open a link'))
    return { action: 'deny' }
  })
}
