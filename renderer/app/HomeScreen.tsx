import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { AppOffer } from '../features/home/AppOffer.tsx'
import { Home } from '../features/home/Home.tsx'
import { NearbyRooms } from '../features/home/NearbyRooms.tsx'
import { offeredHosts } from '../features/home/offeredHosts.ts'
import { RecentRooms } from '../features/home/RecentRooms.tsx'
import { useMeetingStarts } from '../features/desktop/useMeetingStarts.ts'
import { useNearby } from '../features/home/useNearby.ts'
import { basesOf } from '../features/home/basesOf.ts'
import { textOfProblem } from '../features/home/textOfProblem.ts'
import { useHome } from '../features/home/useHome.ts'
import { StopHostingDialog } from '../features/hosting/StopHostingDialog.tsx'
import { TrustDialog } from '../features/trust/TrustDialog.tsx'
import { PolicyProblems } from '../features/settings/PolicyNotes.tsx'
import { UpdateNotice } from '../features/update/UpdateNotice.tsx'
import { Button } from '../ui/Button.tsx'
import { CheckBox } from '../ui/CheckBox.tsx'
import { Guard } from '../ui/Guard.tsx'
import { lazyView } from '../ui/lazyView.tsx'
import { Notice } from '../ui/Notice.tsx'
import type { Platform } from '../platform/Platform.ts'
import type { AppModel } from './AppModel.ts'
import { DoctorButton } from './DoctorButton.tsx'
import type { HomeProblem, Screen, Trip } from './appState.ts'
import { WhyUnreachable } from './WhyUnreachable.tsx'
import { useStopHosting } from './useStopHosting.ts'

const AppSettings = lazyView(async () => (await import('./AppSettings.tsx')).AppSettings)

export interface HomeScreenProps {
  readonly model: AppModel
  readonly screen: Extract<Screen, { kind: 'home' }>
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
  const nearby = useNearby(platform.nearby, looking)
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
    return rooms[0] === undefined ? [] : basesOf(rooms[0])
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
          <DoctorButton
            purpose="call"
            label={t('doctor.open')}
            open={({ openDoctor }) =>
              openDoctor(model.memory.read().devices.chosen, { bases: knownBases(), eyes: platform.network })
            }
          />
        }
        trustPage={model.own && new URL('trust', model.own.base).href}
        appOffer={
          model.appLink !== null && model.own !== null && canHaveTheApp() ? (
            <AppOffer
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
              <NearbyRooms
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
          <RecentRooms
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

function ProblemNotice({ model, problem }: { readonly model: AppModel; readonly problem: HomeProblem }) {
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
      return <Notice tone="problem">{textOfProblem(t, problem.problem)}</Notice>
    default:
      return problem satisfies never
  }
}

function UnreachableNotice({ model, trip }: { readonly model: AppModel; readonly trip: Trip }) {
  const { t } = useTranslation()
  const { destination } = trip
  const bases = useMemo(() => basesOf(destination), [destination])
  const eyes = model.platform.network
  return (
    <Notice
      tone="problem"
      action={
        <>
          <DoctorButton
            purpose="join"
            label={t('doctor.openJoin')}
            open={({ openJoinDoctor }) => openJoinDoctor({ bases, eyes })}
          />
          <Button size="small" onPress={() => void model.travel(trip)}>
            {t('home.tryAgain')}
          </Button>
        </>
      }
    >
      <p>{t('home.problem.unreachable', { host: new URL(destination.base).host })}</p>
      <WhyUnreachable bases={bases} eyes={eyes} />
    </Notice>
  )
}

function AnnounceChoice({ model }: { readonly model: AppModel }) {
  const { t } = useTranslation()
  const announce = useStore(model.store, (state) => state.announce)
  return <CheckBox label={t('home.announce')} checked={announce} onChange={(on) => model.setAnnounce(on)} />
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
          <DoctorButton
            purpose="reach"
            label={t('doctor.openReach')}
            open={({ openReachDoctor }) => openReachDoctor(eyes)}
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
