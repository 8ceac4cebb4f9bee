import type { MessageBoxOptions } from 'electron'
import { catalogue } from '../../../renderer/locales/catalogue.ts'
import type { Device } from './DeviceConsent.ts'

/** Which button of the question lets the host have them. */
export const ALLOW = 1

/** What to ask before the page of a host gets devices. @param host its name and port: whoever is to be trusted. */
export function deviceQuestion(host: string, devices: readonly Device[]): MessageBoxOptions {
  const both = devices.includes('audio') && devices.includes('video')
  const what = both ? 'both' : devices.includes('video') ? 'camera' : 'microphone'
  return {
    type: 'question',
    message: catalogue.t(`desktop.hostPage.${what}`, { host }),
    detail: catalogue.t('desktop.hostPage.detail'),
    buttons: [catalogue.t('desktop.hostPage.deny'), catalogue.t('desktop.hostPage.allow')],
    // Neither Return nor Escape, pressed for something else, may switch a camera on.
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  }
}
