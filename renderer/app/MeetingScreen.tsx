import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import { CameraPreview } from '../features/devices/CameraPreview.tsx'
import { DevicePickers } from '../features/devices/DevicePickers.tsx'
import { DeviceProblems } from '../features/devices/DeviceProblems.tsx'
import { useEffectToasts } from '../features/effects/useEffectToasts.ts'
import type { HostVersion } from '../../protocol/hostVersion.ts'
import { EndScreen } from '../features/ending/EndScreen.tsx'
import { OtherVersionScreen } from '../features/ending/OtherVersionScreen.tsx'
import { basesOf } from '../features/home/basesOf.ts'
import { InOtherTab } from '../features/lobby/InOtherTab.tsx'
import { Joining } from '../features/lobby/Joining.tsx'
import { Lobby } from '../features/lobby/Lobby.tsx'
import { useLobby } from '../features/lobby/useLobby.ts'
import { useToasts } from '../ui/toastContext.ts'
import type { AppModel } from './AppModel.ts'
import type { Screen } from './appState.ts'
import { CallLayer } from './CallLayer.tsx'
import { CallScreen } from './CallScreen.tsx'
import { CallDoctorButton } from './CallDoctorButton.tsx'
import { LobbyEffects } from './LobbyEffects.tsx'
import { WhyUnreachable } from './WhyUnreachable.tsx'
import { isolate } from '../ui/isolate.ts'

export interface MeetingScreenProps {
  readonly model: AppModel
  readonly screen: Extract<Screen, { kind: 'meeting' }>
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
  const bases = useMemo(() => basesOf(screen.trip.destination), [screen.trip.destination])
  const joined = useStore(meeting.store, ({ phase }) => phase.kind === 'joined')
  if (ending?.kind === 'failed' && ending.code !== 'unreachable' && ending.host !== undefined)
    return <OtherVersion model={model} screen={screen} host={ending.host} />
  if (ending !== null) {
    const why = <WhyUnreachable bases={bases} eyes={model.platform.network} />
    return (
      <EndScreen
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
    <Joining
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
    <OtherVersionScreen
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
          <DeviceProblems media={media} />
        </>
      }
      pickers={
        <>
          <DevicePickers media={media} />
          <CallDoctorButton meeting={meeting} media={media} platform={model.platform} />
          {effects && <LobbyEffects media={media} />}
        </>
      }
      onBack={() => model.home()}
    />
  )
}
