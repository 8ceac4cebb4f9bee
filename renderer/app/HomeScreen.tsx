import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { OpenInApp } from '../screens/home/OpenInApp.tsx'
import { Home } from '../screens/home/Home.tsx'
import { NearbyMeetings } from '../screens/home/meetings/NearbyMeetings.tsx'
import { offeredHosts } from '../screens/home/destination/offeredHosts.ts'
import { RecentMeetings } from '../screens/home/meetings/RecentMeetings.tsx'
import { useMeetingStarts } from '../screens/home/meetings/useMeetingStarts.ts'
import { useNearbyMeetings } from '../screens/home/meetings/useNearbyMeetings.ts'
import { hostAddresses } from '../screens/home/destination/hostAddresses.ts'
import { destinationProblemText } from '../screens/home/destinationProblemText.ts'
import { useHome } from '../screens/home/useHome.ts'
import { StopHostingDialog } from '../features/hosting/StopHostingDialog.tsx'
import { TrustDialog } from '../screens/trust/TrustDialog.tsx'
import { PolicyProblems } from '../screens/settings/PolicyNotices.tsx'
import { UpdateNotice } from '../screens/home/UpdateNotice.tsx'
import { Button } from '../ui/buttons/Button.tsx'
import { Checkbox } from '../ui/inputs/Checkbox.tsx'
import { Guard } from '../ui/failures/Guard.tsx'
import { lazyView } from '../ui/failures/lazyView.tsx'
import { Notice } from '../ui/messages/Notice.tsx'
import type { Platform } from '../platform/Platform.ts'
import type { AppNavigator } from './AppNavigator.ts'
import { ConnectionCheckButton } from '../features/connectionCheck/ConnectionCheckButton.tsx'
import type { HomeProblem, AppScreen, Trip } from './appScreen.ts'
import { UnreachableReason } from '../features/connectionCheck/UnreachableReason.tsx'
import { useStopHosting } from './useStopHosting.ts'

const AppSettings = lazyView(async () => (await import('./AppSettings.tsx')).AppSettings)

export interface HomeScreenProps {
  readonly model: AppNavigator
  readonly screen: Extract<AppScreen, { kind: 'home' }>
}

export function HomeScreen({ model, screen }: HomeScreenProps) {
  const { t } = useTranslation()
  const hosting = useStore(model.store, (state) => state.hosting)
  const rooms = useStore(model.store, (state) => state.rooms)
  const looking = useStore(model.store, (state) => state.nearby)
  const policy = useStore(model.settings.store, (state) => state.policy)
  const offered = useMemo(() => offeredHosts(policy.hosts), [policy.hosts])
  const feed = useStore(model.settings.store, (state) => state.settings.updateFeed)
  const [settings, setSettings] = useState(false)
  const { platform } = model
  const nearby = useNearbyMeetings(platform.nearby, looking)
  const own = hosting.state === 'running' ? hosting.fingerprint : null
  useMeetingStarts({ desktop: platform.desktop, meetings: nearby, own })
  const stop = useStopHosting(model)
  const home = useHome({
    own: model.own,
    hosting,
    offered,
    initial: screen.form,
    onJoin: (destination, name) => model.join(destination, name),
    onHost: policy.hosting && platform.hosting ? (room, name) => void model.host(room, name) : null,
  })
  // A host that broke down while nobody looked says so, too.
  const knownBases = () => {
    if (model.own !== null) return [model.own.base]
    if (hosting.state === 'running') return [hosting.base]
    return rooms[0] === undefined ? [] : hostAddresses(rooms[0])
  }
  const problem =
    screen.problem ?? (hosting.state === 'failed' ? { kind: 'hostFailed' as const, failure: hosting } : null)
  return (
    <>
      <Home
        model={home}
        place={platform.kind}
        busy={screen.busy}
        notice={
          <>
            <PolicyProblems policy={policy} />
            {platform.update && feed !== null && (
              <Guard part="update" place="notice">
                <UpdateNotice update={platform.update} feed={feed} />
              </Guard>
            )}
            {problem && (
              <Guard part="problem" place="notice">
                <ProblemNotice model={model} problem={problem} />
              </Guard>
            )}
          </>
        }
        check={
          <ConnectionCheckButton
            purpose="call"
            label={t('doctor.open')}
            open={({ openConnectionCheck }) =>
              openConnectionCheck(model.memory.read().devices.chosen, {
                bases: knownBases(),
                eyes: platform.network,
              })
            }
          />
        }
        trustPage={model.own && new URL('trust', model.own.base).href}
        appOffer={
          model.appLink !== null && model.own !== null && canHaveTheApp() ? (
            <OpenInApp
              link={model.appLink}
              installers={new URL('installers', model.own.base).href}
              preferred={model.memory.read().opensWith === 'app'}
              onOpen={() => model.memory.write({ opensWith: 'app' })}
            />
          ) : null
        }
        hostingState={
          <>
            <HostingNotice
              starting={screen.busy === 'hosting'}
              eyes={hosting.state === 'running' ? platform.network : null}
              onStop={stop.ask}
            />
            <AnnounceChoice model={model} />
          </>
        }
        nearby={
          nearby && (
            <Guard part="nearby" place="notice">
              <NearbyMeetings
                meetings={nearby}
                looking={looking}
                onLook={(on) => model.setNearby(on)}
                onChoose={(meeting) => model.joinNearby(meeting, home.name)}
              />
            </Guard>
          )
        }
        onSettings={() => setSettings(true)}
        recent={
          <RecentMeetings
            rooms={rooms}
            onChoose={({ here, ...destination }) => {
              const { name } = model.memory.read()
              if (here) void model.host(destination.room, name)
              else void model.travel({ destination, name, direct: false })
            }}
            onForget={() => model.forgetRooms()}
          />
        }
      />
      {settings && (
        <Guard part="settings" place="dialog" onClose={() => setSettings(false)}>
          <AppSettings model={model} onClose={() => setSettings(false)} />
        </Guard>
      )}
      {screen.question && (
        <Guard part="trust" place="dialog" onClose={() => model.cancelTrip()}>
          <TrustDialog
            question={screen.question.asked}
            host={new URL(screen.question.trip.destination.base).host}
            onTrust={() => void model.trustHost()}
            onCancel={() => model.cancelTrip()}
          />
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

/** There is none for telephones and tablets. */
function canHaveTheApp(): boolean {
  return !/Android|iPhone|iPad|Mobile/.test(navigator.userAgent)
}

function ProblemNotice({ model, problem }: { readonly model: AppNavigator; readonly problem: HomeProblem }) {
  const { t } = useTranslation()
  switch (problem.kind) {
    case 'unreachable':
      return <UnreachableNotice model={model} trip={problem.trip} />
    case 'hostFailed':
      return (
        <Notice tone="problem">
          {t('home.problem.hostFailed', { why: t(`hostFailure.${problem.failure.code}`, problem.failure) })}
        </Notice>
      )
    case 'badInvitation':
      return <Notice tone="problem">{destinationProblemText(t, problem.problem)}</Notice>
    default:
      return problem satisfies never
  }
}

function UnreachableNotice({ model, trip }: { readonly model: AppNavigator; readonly trip: Trip }) {
  const { t } = useTranslation()
  const { destination } = trip
  const bases = useMemo(() => hostAddresses(destination), [destination])
  const eyes = model.platform.network
  return (
    <Notice
      tone="problem"
      action={
        <>
          <ConnectionCheckButton
            purpose="join"
            label={t('doctor.openJoin')}
            open={({ openJoinCheck }) => openJoinCheck({ bases, eyes })}
          />
          <Button size="small" onPress={() => void model.travel(trip)}>
            {t('home.tryAgain')}
          </Button>
        </>
      }
    >
      <p>{t('home.problem.unreachable', { host: new URL(destination.base).host })}</p>
      <UnreachableReason bases={bases} eyes={eyes} />
    </Notice>
  )
}

function AnnounceChoice({ model }: { readonly model: AppNavigator }) {
  const { t } = useTranslation()
  const announce = useStore(model.store, (state) => state.announce)
  return <Checkbox label={t('home.announce')} checked={announce} onChange={(on) => model.setAnnounce(on)} />
}

interface HostingNoticeProps {
  readonly starting: boolean
  /** What looks whether others can reach this computer; null while it does not host. */
  readonly eyes: Platform['network']
  /** Null while this computer does not host. */
  readonly onStop: (() => void) | null
}

function HostingNotice({ starting, eyes, onStop }: HostingNoticeProps) {
  const { t } = useTranslation()
  if (onStop !== null) {
    const stop = (
      <>
        {eyes !== null && (
          <ConnectionCheckButton
            purpose="reach"
            label={t('doctor.openReach')}
            open={({ openReachabilityCheck }) => openReachabilityCheck(eyes)}
          />
        )}
        <Button size="small" onPress={onStop}>
          {t('home.stopHosting')}
        </Button>
      </>
    )
    return (
      <Notice tone="info" action={stop}>
        {t('home.hostRunning')}
      </Notice>
    )
  }
  return starting ? <Notice tone="info">{t('hosting.starting')}</Notice> : null
}
