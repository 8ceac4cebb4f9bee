import { Menu, nativeImage, Tray } from 'electron'
import { type TrayActions, type TrayFacts, trayHint, trayMenu } from './trayMenu.ts'
import { type Colour, drawBadge } from './drawBadge.ts'
import picture from './tray.png?inline'

/** Pixels. */
const SIZE = 32
const MUTED: Colour = [196, 43, 43]
const LIVE: Colour = [42, 125, 70]
const HOSTING: Colour = [184, 71, 11]

/** The app's icon beside the clock: whether others hear us, whether this computer hosts, and the quick actions. */
export class TrayIcon {
  readonly #tray: Tray
  readonly #actions: TrayActions

  constructor(actions: TrayActions) {
    this.#actions = actions
    this.#tray = new Tray(nativeImage.createFromDataURL(picture))
    this.#tray.on('click', actions.open)
  }

  show(facts: TrayFacts): void {
    this.#tray.setImage(drawn(markOf(facts)))
    this.#tray.setToolTip(trayHint(facts))
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayMenu(facts, this.#actions)))
  }
}

function markOf({ call, hosting }: TrayFacts): Colour | null {
  if (call !== null) return call.muted ? MUTED : LIVE
  return hosting ? HOSTING : null
}

function drawn(mark: Colour | null): Electron.NativeImage {
  const plain = nativeImage.createFromDataURL(picture)
  if (mark === null) return plain
  const bitmap = drawBadge(plain.toBitmap(), SIZE, mark)
  return nativeImage.createFromBitmap(bitmap, { width: SIZE, height: SIZE })
}
