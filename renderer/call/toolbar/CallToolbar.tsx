import {
  Activity,
  DoorOpen,
  Ellipsis,
  Expand,
  Keyboard,
  type LucideIcon,
  MonitorCog,
  MonitorX,
  PhoneOff,
  Settings,
  Settings2,
  Shrink,
  UserPlus,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ChatButton } from '../../features/chat/ChatButton.tsx'
import type { ChatStore } from '../../features/chat/ChatStore.ts'
import { CameraButton, MicrophoneButton } from '../../features/devices/DeviceButtons.tsx'
import { useAdmission } from '../../features/admission/useAdmission.ts'
import { HandButton } from '../../features/hands/HandButton.tsx'
import { PeopleButton } from '../../features/people/PeopleButton.tsx'
import { ReactionPicker } from '../../features/reactions/ReactionPicker.tsx'
import { ShareButton } from '../../features/screenShare/ShareButton.tsx'
import { useMayShare } from '../../features/screenShare/useShare.ts'
import type { MiniWindowModel } from '../../features/miniWindow/useMiniWindow.ts'
import type { StageStore } from '../stage/StageStore.ts'
import { useViewActions } from '../commands/useViewActions.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { Session } from '../../session/Session.ts'
import { Toolbar } from '../../ui/buttons/Toolbar.tsx'
import type { MenuAction } from '../../ui/menus/Menu.tsx'
import { PopupMenu } from '../../ui/menus/PopupMenu.tsx'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'
import type { CallDialog } from '../dialogs/CallDialogs.tsx'
import { useFullScreen } from '../../features/fullScreen/useFullScreen.ts'

export type CallPanel = 'chat' | 'people'

export interface CallToolbarProps {
  readonly meeting: Session
  readonly media: LocalMedia
  readonly chat: ChatStore
  readonly stage: StageStore
  readonly mini: MiniWindowModel
  readonly panel: CallPanel | null
  readonly onPanel: (panel: CallPanel) => void
  readonly onDialog: (dialog: CallDialog) => void
  /** Null where the browser has its own picker. */
  readonly openPicker: (() => void) | null
  /** False where an administrator has turned sharing off. */
  readonly mayShare: boolean
  /** Null where this computer does not host. */
  readonly stopHosting: (() => void) | null
  readonly onLeave: () => void
}

/** The controls in the order of DESIGN §12. */
export function CallToolbar(props: CallToolbarProps) {
  const { t } = useTranslation()
  const { meeting, media, chat, panel, onPanel, openPicker, onLeave } = props
  return (
    <Toolbar name={t('call.controls')}>
      <MicrophoneButton media={media} place="bar" />
      <CameraButton media={media} place="bar" />
      {props.mayShare && <ShareButton meeting={meeting} media={media} openPicker={openPicker} />}
      <HandButton meeting={meeting} />
      <ReactionPicker meeting={meeting} />
      <ChatButton meeting={meeting} chat={chat} open={panel === 'chat'} onToggle={() => onPanel('chat')} />
      <PeopleButton meeting={meeting} open={panel === 'people'} onToggle={() => onPanel('people')} />
      <MoreButton {...props} />
      <ToolbarButton
        name={t('call.leave')}
        label={t('call.short.leave')}
        icon={PhoneOff}
        tone="danger"
        onPress={onLeave}
      />
    </Toolbar>
  )
}

function MoreButton({ meeting, stage, mini, mayShare, onDialog, stopHosting }: CallToolbarProps) {
  const { t } = useTranslation()
  const sharing = useMayShare(meeting) && mayShare
  const { mayChange } = useAdmission(meeting)
  const view = useViewActions(stage, mini)
  const fullScreen = useFullScreen()
  const action = (id: string, label: string, icon: LucideIcon, run: () => void): MenuAction => ({
    id,
    label,
    icon,
    run,
  })
  return (
    <PopupMenu
      name={t('call.more')}
      trigger={<ToolbarButton name={t('call.more')} label={t('call.short.more')} icon={Ellipsis} />}
      actions={[
        action('invite', t('call.invite'), UserPlus, () => onDialog('invite')),
        (mayChange || null) && action('door', t('door.title'), DoorOpen, () => onDialog('door')),
        action('devices', t('call.devices'), Settings2, () => onDialog('devices')),
        (sharing || null) && action('sharing', t('sharing.open'), MonitorCog, () => onDialog('sharing')),
        action('connection', t('quality.open'), Activity, () => onDialog('connection')),
        ...view,
        fullScreen.toggle &&
          action(
            'fullScreen',
            fullScreen.on ? t('call.endFullScreen') : t('call.fullScreen'),
            fullScreen.on ? Shrink : Expand,
            fullScreen.toggle,
          ),
        {
          ...action('shortcuts', t('call.shortcuts'), Keyboard, () => onDialog('shortcuts')),
          apart: true,
        },
        action('settings', t('settings.title'), Settings, () => onDialog('settings')),
        stopHosting && { ...action('stop', t('call.stopHosting'), MonitorX, stopHosting), danger: true },
      ]}
    />
  )
}
