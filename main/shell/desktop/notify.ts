import { Notification } from 'electron'

/** Shows a notification of the system; a click on it does what is given. Systems without any stay silent. */
export function notify(title: string, body: string, clicked: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  notification.on('click', clicked)
  notification.show()
}
