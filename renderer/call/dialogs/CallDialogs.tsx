import { useStore } from 'zustand'
import { useAdmission } from '../../features/admission/useAdmission.ts'
import type { Destination } from '../../screens/home/destination/destination.ts'
import { LeaveHostDialog } from '../../features/hosting/LeaveHostDialog.tsx'
import { StopHostingDialog } from '../../features/hosting/StopHostingDialog.tsx'
import { Guard } from '../../ui/failures/Guard.tsx'
import { lazyView } from '../../ui/failures/lazyView.tsx'
import { LeaveByBackDialog } from './LeaveByBackDialog.tsx'
import type { AppNavigator } from '../../app/AppNavigator.ts'
import type { MeetingScreenState } from '../../app/appScreen.ts'
import type { StopHosting } from '../../app/useStopHosting.ts'

// What nobody needs to join is fetched when it is first asked for.
const DevicesDialog = lazyView(
  async () => (await import('../../features/devices/settings/DevicesDialog.tsx')).DevicesDialog,
)
const ConnectionDialog = lazyView(
  async () => (await import('../../features/connectionQuality/ConnectionDialog.tsx')).ConnectionDialog,
)
const DoorDialog = lazyView(
  async () => (await import('../../features/admission/AdmissionDialog.tsx')).AdmissionDialog,
)
const EffectsSettings = lazyView(
  async () => (await import('../../features/background/EffectsSettings.tsx')).EffectsSettings,
)
const InviteDialog = lazyView(
  async () => (await import('../../features/invite/InviteDialog.tsx')).InviteDialog,
)
const ScreenPicker = lazyView(
  async () => (await import('../../features/screenShare/ScreenPicker.tsx')).ScreenPicker,
)
const SharingDialog = lazyView(
  async () => (await import('../../features/screenShare/SharingDialog.tsx')).SharingDialog,
)
const ShortcutsDialog = lazyView(
  async () => (await import('../../features/shortcuts/ShortcutsDialog.tsx')).ShortcutsDialog,
)

const AppSettings = lazyView(async () => (await import('../../app/AppSettings.tsx')).AppSettings)

export type CallDialog =
  | 'devices'
  | 'connection'
  | 'door'
  | 'invite'
  | 'screens'
  | 'sharing'
  | 'settings'
  | 'shortcuts'
  | 'leave'
  | 'back'

export interface CallDialogsProps {
  readonly model: AppNavigator
  readonly meeting: MeetingScreenState['meeting']
  readonly media: MeetingScreenState['media']
  readonly destination: Destination
  readonly dialog: CallDialog | null
  readonly stop: StopHosting
  /** Opens our own picker of screens; null where the browser has its own. */
  readonly openPicker: (() => void) | null
  readonly onClose: () => void
}

/** The dialog that is open over the call, if any. */
export function CallDialogs({ dialog, stop, ...props }: CallDialogsProps) {
  return (
    <>
      {dialog !== null && (
        <Guard key={dialog} part={dialog} place="dialog" onClose={props.onClose}>
          <OneDialog {...props} dialog={dialog} />
        </Guard>
      )}
      {stop.others !== null && (
        <Guard part="stop" place="dialog" onClose={() => stop.answer(false)}>
          <StopHostingDialog others={stop.others} onAnswer={stop.answer} />
        </Guard>
      )}
    </>
  )
}

interface OneDialogProps extends Omit<CallDialogsProps, 'dialog' | 'stop'> {
  readonly dialog: CallDialog
}

function OneDialog({ model, meeting, media, destination, dialog, openPicker, onClose }: OneDialogProps) {
  const hosting = useStore(model.store, (state) => state.hosting)
  const shortcuts = useStore(model.store, (state) => state.shortcuts)
  const effects = useStore(model.settings.store, (state) => state.policy.effects)
  const { passwordSet: hasPassword } = useAdmission(meeting)
  const password = useStore(meeting.store, (state) => state.password)
  const { screens } = model.platform
  switch (dialog) {
    case 'devices':
      return (
        <DevicesDialog
          media={media}
          effects={
            effects && (
              <Guard part="effects" place="area">
                <EffectsSettings media={media} />
              </Guard>
            )
          }
          onClose={onClose}
        />
      )
    case 'connection':
      return (
        <ConnectionDialog
          meeting={meeting}
          onReception={(reception) => model.setReception(reception)}
          onClose={onClose}
        />
      )
    case 'invite': {
      const { base, fingerprint, others = [] } = destination
      const room = meeting.store.getState().roomName
      return (
        <InviteDialog {...{ base, room, fingerprint, others, hosting, hasPassword, password, onClose }} />
      )
    }
    case 'door':
      return <DoorDialog meeting={meeting} onClose={onClose} />
    case 'screens':
      return screens && <ScreenPicker media={media} screens={screens} onClose={onClose} />
    case 'sharing':
      return <SharingDialog {...{ media, openPicker, onClose }} />
    case 'settings':
      return <AppSettings model={model} onClose={onClose} />
    case 'shortcuts':
      return <ShortcutsDialog on={shortcuts} onChange={(on) => model.setShortcuts(on)} onClose={onClose} />
    case 'leave':
      return (
        <LeaveHostDialog
          onAnswer={(answer) => {
            onClose()
            if (answer === 'leave') model.leave()
            if (answer === 'stop') void model.stopHosting()
          }}
        />
      )
    case 'back':
      return (
        <LeaveByBackDialog
          onAnswer={(leave) => {
            onClose()
            // Forward leads to the call again, or to its end screen.
            if (leave) model.leave()
            else history.forward()
          }}
        />
      )
    default:
      return dialog satisfies never
  }
}
