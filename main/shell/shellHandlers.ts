import type { HostSupervisor } from './hosting/HostSupervisor.ts'
import type { IpcHandlers } from './ipc/answerCall.ts'
import type { NearbyDesk } from './nearby/NearbyDesk.ts'
import { ShellError } from './ShellError.ts'
import type { ScreenPicker } from './screens/ScreenPicker.ts'
import type { SettingsStore } from './settings/SettingsStore.ts'
import type { TrustDesk } from './trust/TrustDesk.ts'

/** What each call of the window does. */
export function shellHandlers(
  supervisor: HostSupervisor,
  trust: TrustDesk,
  nearby: NearbyDesk,
  picker: ScreenPicker,
  settings: SettingsStore,
): IpcHandlers {
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
    'screens.list': async () => ({ sources: await picker.list() }),
    'screens.choose': async ({ id, sound }) => {
      picker.choose(id, sound)
      return {}
    },
    'settings.read': async () => settings.view,
    'settings.change': (changes) => settings.change(changes),
  }
}
