import type { MenuItemConstructorOptions } from 'electron'
import type { CallFacts } from '../../../protocol/ipc.ts'
import { shellText } from '../shellText.ts'

/** What the tray shows. */
export interface TrayFacts {
  /** Null: in no call. */
  readonly call: CallFacts | null
  readonly hosting: boolean
}

export interface TrayActions {
  readonly open: () => void
  readonly toggleMute: () => void
  readonly stopSharing: () => void
  readonly stopHosting: () => void
  readonly quit: () => void
}

/** What the icon says when the pointer rests on it. */
export function trayHint({ call, hosting }: TrayFacts): string {
  if (call !== null) return call.muted ? shellText('desktop.tray.muted') : shellText('desktop.tray.call')
  return hosting ? shellText('desktop.tray.hosting') : shellText('desktop.tray.idle')
}

/** The quick actions: those that mean something now. */
export function trayMenu({ call, hosting }: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const item = (label: string, click: () => void): MenuItemConstructorOptions => ({ label, click })
  return [
    item(shellText('desktop.tray.open'), actions.open),
    ...(call === null
      ? []
      : [
          item(
            call.muted ? shellText('desktop.tray.unmute') : shellText('desktop.tray.mute'),
            actions.toggleMute,
          ),
        ]),
    ...(call !== null && call.sharing.length > 0
      ? [item(shellText('desktop.tray.stopSharing'), actions.stopSharing)]
      : []),
    ...(hosting ? [item(shellText('desktop.tray.stopHosting'), actions.stopHosting)] : []),
    { type: 'separator' },
    item(shellText('desktop.tray.quit'), actions.quit),
  ]
}
