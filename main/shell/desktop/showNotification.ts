import { Notification } from 'electron'

/** More than any system keeps for its person to click on. */
const MOST_SHOWN = 50

/** Whoever is not referred to is forgotten by the engine, and a click on it then does nothing. */
const shown = new Set<Notification>()

/** Shows a notification of the system; a click on it does what is given. Systems without any stay silent. */
export function showNotification(title: string, text: string, clicked: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body: bodyOf(text) })
  const forget = () => shown.delete(notification)
  notification.on('click', () => {
    forget()
    clicked()
  })
  notification.on('close', forget)
  shown.add(notification)
  for (const oldest of shown) {
    if (shown.size <= MOST_SHOWN) break
    shown.delete(oldest)
  }
  notification.show()
}

/**
 * Desktops of Linux read marks of HTML in a body, links and pictures among them, and Electron passes on what it is given:
 * what others have written must stay what they have written.
 */
function bodyOf(text: string): string {
  if (process.platform !== 'linux') return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
