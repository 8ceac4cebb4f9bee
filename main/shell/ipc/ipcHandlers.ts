import type { SettingsView } from '../../../protocol/ipc/ipc.ts'
import type { DesktopIntegration } from '../desktop/DesktopIntegration.ts'
import type { PowerMonitor } from '../hosting/PowerMonitor.ts'
import type { HostSupervisor } from '../hosting/HostSupervisor.ts'
import type { HostPageWindows } from '../hostPage/HostPageWindows.ts'
import { hostPageUrl } from '../hostPage/hostPageUrl.ts'
import type { IpcHandlers } from './handleIpcCall.ts'
import type { ConnectionLog } from '../diagnostics/ConnectionLog.ts'
import { checkOwnEndpoints } from '../diagnostics/checkOwnEndpoints.ts'
import { checkRoutes } from '../diagnostics/checkRoutes.ts'
import type { NearbyMeetings } from '../nearby/NearbyMeetings.ts'
import { ShellError } from '../ShellError.ts'
import { captureCapabilities } from '../screenShare/captureCapabilities.ts'
import type { ScreenPicker } from '../screenShare/ScreenPicker.ts'
import type { SettingsStore } from '../settings/SettingsStore.ts'
import type { Updater } from '../update/Updater.ts'
import type { HostVerifier } from '../trust/HostVerifier.ts'

export interface ShellParts {
  readonly supervisor: HostSupervisor
  readonly trust: HostVerifier
  readonly nearby: NearbyMeetings
  readonly contacts: ConnectionLog
  readonly picker: ScreenPicker
  readonly settings: SettingsStore
  readonly updater: Updater
  readonly desktop: DesktopIntegration
  readonly hostPages: HostPageWindows
  readonly power: PowerMonitor
  /** Brings the window to the front. */
  readonly show: () => void
  /** Shows news where the window is not in front. */
  readonly notify: (title: string, text: string, leadsTo: 'people' | null) => void
}

/** The settings as the window sees them. */
export function settingsView({ settings, desktop }: Pick<ShellParts, 'settings' | 'desktop'>): SettingsView {
  return { settings: settings.settings, policy: settings.policy, taken: [...desktop.takenKeys] }
}

/** What each call of the window does. */
export function ipcHandlers(parts: ShellParts): IpcHandlers {
  const {
    supervisor,
    trust,
    nearby,
    contacts,
    picker,
    settings,
    updater,
    desktop,
    hostPages,
    power,
    show,
    notify,
  } = parts
  return {
    'hosting.start': ({ announce }) => {
      supervisor.announce(announce)
      return supervisor.start()
    },
    'hosting.stop': async () => {
      await supervisor.stop()
      return {}
    },
    'hosting.status': async () => supervisor.state,
    'hosting.people': async () => ({ people: (await supervisor.people()).people }),
    'hosting.announce': async ({ on }) => {
      supervisor.announce(on)
      return {}
    },
    'hosting.battery': async (battery) => {
      power.setBattery(battery)
      return {}
    },
    'nearby.look': async ({ on }) => {
      nearby.look(on)
      return { allowed: nearby.allowed }
    },
    'trust.check': (asked) => trust.check(asked),
    'trust.forget': async () => {
      await trust.forget()
      return {}
    },
    'trust.pin': async ({ base, fingerprint }) => {
      if (!(await trust.pin(base, fingerprint))) throw new ShellError('bad_params')
      return {}
    },
    'network.way': ({ bases }) => checkRoutes(bases, (base) => nearby.hears(base)),
    'network.reach': () => checkOwnEndpoints(supervisor.state),
    'network.watch': async () => {
      await contacts.start()
      return {}
    },
    'network.contacts': () => contacts.stop(),
    'hostPage.open': async (wanted) => {
      const address = hostPageUrl(wanted)
      // Whoever wrote a link could offer any program under the app's name.
      const lends = wanted.page === 'installers' && !trust.isVouchedFor(wanted.base)
      if (address === null || lends) throw new ShellError('bad_params')
      await hostPages.open(address)
      return {}
    },
    'screens.list': async () => ({
      sources: await picker.list(),
      ...captureCapabilities(process.platform, process.env),
    }),
    'screens.choose': async ({ id, sound }) => {
      picker.choose(id, sound)
      return {}
    },
    'call.report': async ({ call }) => {
      desktop.setCall(call)
      return {}
    },
    'window.show': async () => {
      show()
      return {}
    },
    'call.notify': async ({ title, text, leadsTo }) => {
      notify(title, text, leadsTo)
      return {}
    },
    'update.check': () => updater.check(),
    'update.install': () => updater.install(),
    'settings.read': async () => settingsView(parts),
    'settings.change': async (changes) => {
      await settings.change(changes)
      return settingsView(parts)
    },
  }
}
