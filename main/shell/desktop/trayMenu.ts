import type { MenuItemConstructorOptions } from 'electron'
import type { CallFacts } from '../../../protocol/ipc.ts'
import { shellTexts } from '../shellTexts.ts'

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

const { tray } = shellTexts

/** What the icon says when the pointer rests on it. */
export function trayHint({ call, hosting }: TrayFacts): string {
  if (call !== null) return call.muted ? tray.muted : tray.call
  return hosting ? tray.hosting : tray.idle
}

/** The quick actions: those that mean something now. */
export function trayMenu({ call, hosting }: TrayFacts, actions: TrayActions): MenuItemConstructorOptions[] {
  const item = (label: string, click: () => void): MenuItemConstructorOptions => ({ label, click })
  return [
    item(tray.open, actions.open),
    ...(call === null ? [] : [item(call.muted ? tray.unmute : tray.mute, actions.toggleMute)]),
    ...(call !== null && call.sharing.length > 0 ? [item(tray.stopSharing, actions.stopSharing)] : []),
    ...(hosting ? [item(tray.stopHosting, actions.stopHosting)] : []),
    { type: 'separator' },
    item(tray.quit, actions.quit),
  ]
}
