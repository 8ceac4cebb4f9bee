import type { SettingsView } from '../../protocol/ipc.ts'
import type { Desktop } from './desktop/Desktop.ts'
import type { PowerWatch } from './hosting/PowerWatch.ts'
import type { HostSupervisor } from './hosting/HostSupervisor.ts'
import type { HostPages } from './hostPage/HostPages.ts'
import { hostPageAddress } from './hostPage/hostPageAddress.ts'
import type { IpcHandlers } from './ipc/answerCall.ts'
import type { ContactWatch } from './network/ContactWatch.ts'
import { lookAtReach } from './network/lookAtReach.ts'
import { lookAtWay } from './network/lookAtWay.ts'
import type { NearbyDesk } from './nearby/NearbyDesk.ts'
import { ShellError } from './ShellError.ts'
import { captureFacts } from './screens/captureFacts.ts'
import type { ScreenPicker } from './screens/ScreenPicker.ts'
import type { SettingsStore } from './settings/SettingsStore.ts'
import type { Updater } from './update/Updater.ts'
import type { TrustDesk } from './trust/TrustDesk.ts'

export interface ShellParts {
  readonly supervisor: HostSupervisor
  readonly trust: TrustDesk
  readonly nearby: NearbyDesk
  readonly contacts: ContactWatch
  readonly picker: ScreenPicker
  readonly settings: SettingsStore
  readonly updater: Updater
  readonly desktop: Desktop
  readonly hostPages: HostPages
  readonly power: PowerWatch
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
export function shellHandlers(parts: ShellParts): IpcHandlers {
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
    'network.way': ({ bases }) => lookAtWay(bases, (base) => nearby.hears(base)),
    'network.reach': () => lookAtReach(supervisor.state),
    'network.watch': async () => {
      await contacts.start()
      return {}
    },
    'network.contacts': () => contacts.stop(),
    'hostPage.open': async (wanted) => {
      const address = hostPageAddress(wanted)
      // Whoever wrote a link could offer any program under the app's name.
      const lends = wanted.page === 'installers' && !trust.isVouchedFor(wanted.base)
      if (address === null || lends) throw new ShellError('bad_params')
      await hostPages.open(address)
      return {}
    },
    'screens.list': async () => ({
      sources: await picker.list(),
      ...captureFacts(process.platform, process.env),
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
