import { Menu, type MenuItemConstructorOptions } from 'electron'
import { catalogue } from '../../../renderer/locales/catalogue.ts'

/**
 * The menu that every app has, and nothing else: its shortcuts (copy, paste, zoom, close) work even where it is
 * hidden. Reloading and the developer tools would throw a person out of a call by one wrong key, so only
 * developers have them.
 */
export function setAppMenu(platform: NodeJS.Platform, packaged: boolean): void {
  const forDevelopers: MenuItemConstructorOptions[] = packaged
    ? []
    : [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
  const view: MenuItemConstructorOptions = {
    label: catalogue.t('desktop.menu.view'),
    submenu: [
      ...forDevelopers,
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      { role: 'togglefullscreen' },
    ],
  }
  const first: MenuItemConstructorOptions =
    platform === 'darwin'
      ? { role: 'appMenu' }
      : { label: catalogue.t('desktop.menu.app'), submenu: [{ role: 'quit' }] }
  Menu.setApplicationMenu(Menu.buildFromTemplate([first, { role: 'editMenu' }, view, { role: 'windowMenu' }]))
}
