import { type BrowserWindowConstructorOptions, shell, type WebContents } from 'electron'
import { isAppAddress } from '../../../protocol/appOrigin.ts'
import { MINI_WINDOW } from '../../../protocol/ipc/miniWindow.ts'
import { SHARE_BAR } from '../../../protocol/ipc/shareBar.ts'
import type { Log } from '../log.ts'
import { externalUrl } from './externalUrl.ts'
import { shareBarOptions } from '../screenShare/shareBarOptions.ts'
import { miniWindowOptions } from '../window/miniWindowOptions.ts'

/** The windows that our page may open, by their names. */
const ownWindows: Readonly<Record<string, BrowserWindowConstructorOptions>> = {
  [MINI_WINDOW]: miniWindowOptions,
  [SHARE_BAR]: shareBarOptions,
}

/**
 * Keeps a page where it is: only our own page may load in a window of the app (a reload is a navigation too),
 * links open in the person's browser, and nothing opens a webview or a second window but the call's mini window and the
 * bar that ends a share, which are empty, have our page's origin and rules, and are drawn into by it alone.
 */
export function guardNavigation(contents: WebContents, log: Log): void {
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame && isAppAddress(event.url) && isAppAddress(contents.getURL())) return
    event.preventDefault()
    log.warn('refused a navigation')
  })
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url, frameName }) => {
    const options = ownWindows[frameName]
    if (options !== undefined && url === 'about:blank' && isAppAddress(contents.getURL())) {
      return { action: 'allow', overrideBrowserWindowOptions: options }
    }
    const link = externalUrl(url)
    if (link === null) log.warn('refused to open a link')
    else shell.openExternal(link).catch(() => log.warn('the system could not open a link'))
    return { action: 'deny' }
  })
}
