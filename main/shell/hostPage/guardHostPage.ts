import { shell, type WebContents } from 'electron'
import type { Log } from '../log.ts'
import { externalUrl } from '../page/externalUrl.ts'
import { Clicks } from './Clicks.ts'

/**
 * Keeps the page of a host where it is. It opens no window; web addresses go to the person's browser and files to the
 * disk, one for each click: what a stranger's page does by itself opens nothing.
 */
export function guardHostPage(contents: WebContents, log: Log): void {
  const clicks = new Clicks(contents)
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    const link = externalUrl(url, ['https:', 'http:'])
    if (link === null || !clicks.take()) log.warn('refused what the page of a host wanted to open')
    else shell.openExternal(link).catch(() => log.warn('the system could not open a link'))
    return { action: 'deny' }
  })
  contents.session.on('will-download', (event) => {
    if (clicks.take()) return
    event.preventDefault()
    log.warn('refused a download that nobody asked for')
  })
}
