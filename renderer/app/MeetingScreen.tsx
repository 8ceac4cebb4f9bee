import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { CameraPreview } from '../features/devices/CameraPreview.tsx'
import { DeviceMenu } from '../features/devices/DeviceMenu.tsx'
import { DeviceProblemNotice } from '../features/devices/DeviceProblemNotice.tsx'
import { useEffectToasts } from '../features/background/useEffectToasts.ts'
import type { HostVersion } from '../../protocol/wire/hello.ts'
import { EndedScreen } from '../screens/ended/EndedScreen.tsx'
import { VersionMismatchScreen } from '../screens/ended/VersionMismatchScreen.tsx'
import { hostAddresses } from '../screens/home/destination/hostAddresses.ts'
import { InOtherTab } from '../screens/lobby/InOtherTab.tsx'
import { JoiningScreen } from '../screens/lobby/JoiningScreen.tsx'
import { Lobby } from '../screens/lobby/Lobby.tsx'
import { useLobby } from '../screens/lobby/useLobby.ts'
import { useToasts } from '../ui/messages/useToasts.ts'
import type { AppNavigator } from './AppNavigator.ts'
import type { AppScreen } from './appScreen.ts'
import { CallLayer } from '../call/CallLayer.tsx'
import { CallScreen } from '../call/CallScreen.tsx'
import { CallDoctorButton } from '../features/connectionCheck/CallDoctorButton.tsx'
import { LobbyEffects } from '../screens/lobby/LobbyEffects.tsx'
import { UnreachableReason } from '../features/connectionCheck/UnreachableReason.tsx'
import { isolate } from '../ui/names/isolate.ts'

export interface MeetingScreenProps {
  readonly model: AppNavigator
  readonly screen: Extract<AppScreen, { kind: 'meeting' }>
}

/** A meeting from the lobby to its end. Changes inside the room do not pass through here. */
export function MeetingScreen({ model, screen }: MeetingScreenProps) {
  const { t } = useTranslation()
  const { meeting, media } = screen
  useEffectToasts(media)
  const ending = useStore(
    meeting.store,
    useShallow(({ phase }) => (phase.kind === 'ended' || phase.kind === 'failed' ? phase : null)),
  )
  const bases = useMemo(() => hostAddresses(screen.trip.destination), [screen.trip.destination])
  const joined = useStore(meeting.store, ({ phase }) => phase.kind === 'joined')
  if (ending?.kind === 'failed' && ending.code !== 'unreachable' && ending.host !== undefined)
    return <OtherVersion model={model} screen={screen} host={ending.host} />
  if (ending !== null) {
    const why = <UnreachableReason bases={bases} eyes={model.platform.network} />
    return (
      <EndedScreen
        ending={ending}
        why={screen.here ? null : why}
        onRejoin={() => model.rejoin()}
        onHome={() => model.home()}
      />
    )
  }
  const before = screen.lobby ? (
    <LobbyScreen model={model} screen={screen} />
  ) : (
    <JoiningScreen
      text={t('lobby.joining', { room: isolate(meeting.store.getState().roomName) })}
      cancel={t('lobby.cancel')}
      onCancel={() => model.home()}
    />
  )
  return (
    <>
      {!joined && before}
      <CallLayer meeting={meeting}>
        <CallScreen model={model} meeting={meeting} media={media} destination={screen.trip.destination} />
      </CallLayer>
    </>
  )
}

function OtherVersion({ model, screen, host }: MeetingScreenProps & { readonly host: HostVersion }) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const { hostPages } = model.platform
  const { base, room } = screen.trip.destination
  const open = (page: 'meeting' | 'installers') => {
    hostPages
      ?.open({ base, page, room, name: screen.trip.name })
      .catch(() => toasts.show(t('ending.otherVersion.notOpened')))
  }
  return (
    <VersionMismatchScreen
      host={host}
      vouched={screen.trip.vouched === true}
      onOpen={hostPages && open}
      onReload={() => location.reload()}
      onHome={() => model.home()}
    />
  )
}

function LobbyScreen({ model, screen: { meeting, media, trip, elsewhere } }: MeetingScreenProps) {
  const effects = useStore(model.settings.store, (state) => state.policy.effects)
  const lobby = useLobby({
    meeting,
    name: trip.name,
    password: trip.password ?? '',
    onJoin: (name, password) => model.enter(name, password),
    onWithdraw: () => meeting.withdraw(),
  })
  return (
    <Lobby
      model={lobby}
      preview={<CameraPreview media={media} />}
      problems={
        <>
          {elsewhere && <InOtherTab onMove={() => void model.tabs.moveHere(trip.name)} />}
          <DeviceProblemNotice media={media} />
        </>
      }
      pickers={
        <>
          <DeviceMenu media={media} />
          <CallDoctorButton meeting={meeting} media={media} platform={model.platform} />
          {effects && <LobbyEffects media={media} />}
        </>
      }
      onBack={() => model.home()}
    />
  )
}
