import type { MenuItemConstructorOptions } from 'electron'
import type { CallFacts } from '../../../protocol/ipc/ipc.ts'
import { catalogue } from '../../../renderer/locales/catalogue.ts'

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
  if (call !== null) return call.muted ? catalogue.t('desktop.tray.muted') : catalogue.t('desktop.tray.call')
  return hosting ? catalogue.t('desktop.tray.hosting') : catalogue.t('desktop.tray.idle')
}

/** The quick actions: those that mean something now. */
export function trayMenu({ call, hosting }: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const item = (label: string, click: () => void): MenuItemConstructorOptions => ({ label, click })
  return [
    item(catalogue.t('desktop.tray.open'), actions.open),
    ...(call === null
      ? []
      : [
          item(
            call.muted ? catalogue.t('desktop.tray.unmute') : catalogue.t('desktop.tray.mute'),
            actions.toggleMute,
          ),
        ]),
    ...(call !== null && call.sharing.length > 0
      ? [item(catalogue.t('desktop.tray.stopSharing'), actions.stopSharing)]
      : []),
    ...(hosting ? [item(catalogue.t('desktop.tray.stopHosting'), actions.stopHosting)] : []),
    { type: 'separator' },
    item(catalogue.t('desktop.tray.quit'), actions.quit),
  ]
}
