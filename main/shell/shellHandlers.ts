import type { HostSupervisor } from './hosting/HostSupervisor.ts'
import type { IpcHandlers } from './ipc/answerCall.ts'
import { ShellError } from './ShellError.ts'
import type { ScreenPicker } from './screens/ScreenPicker.ts'
import type { TrustDesk } from './trust/TrustDesk.ts'

/** What each call of the window does. */
export function shellHandlers(
  supervisor: HostSupervisor,
  trust: TrustDesk,
  picker: ScreenPicker,
): IpcHandlers {
  return {
    'hosting.start': () => supervisor.start(),
    'hosting.stop': async () => {
      await supervisor.stop()
      return {}
    },
    'hosting.status': async () => supervisor.state,
    'hosting.people': async () => ({ people: (await supervisor.people()).people }),
    'trust.check': ({ base, fingerprint }) => trust.check(base, fingerprint),
    'trust.pin': async ({ base, fingerprint }) => {
      if (!(await trust.pin(base, fingerprint))) throw new ShellError('bad_params')
      return {}
    },
    'screens.list': async () => ({ sources: await picker.list() }),
    'screens.choose': async ({ id, sound }) => {
      picker.choose(id, sound)
      return {}
    },
  }
}
