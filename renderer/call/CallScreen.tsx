import { memo, useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { ChatStore } from '../features/chat/ChatStore.ts'
import { ChatPanel } from '../features/chat/ChatPanel.tsx'
import { NoticeStack } from '../features/connection/NoticeStack.tsx'
import type { Destination } from '../screens/home/destination/destination.ts'
import { LockMark } from '../features/admission/LockMark.tsx'
import { WaitingList } from '../features/admission/WaitingList.tsx'
import { InviteButton } from '../features/invite/InviteButton.tsx'
import { PeoplePanel } from '../features/people/PeoplePanel.tsx'
import { QualityMark } from '../features/connectionQuality/QualityMark.tsx'
import { ReactionOverlay } from '../features/reactions/ReactionOverlay.tsx'
import { ShareControls } from '../features/screenShare/ShareControls.tsx'
import { useShareControlsWindow } from '../features/screenShare/useShareControlsWindow.ts'
import { RemoteAudio } from './stage/audio/RemoteAudio.tsx'
import { MiniWindow } from '../features/miniWindow/MiniWindow.tsx'
import { useMiniWindow } from '../features/miniWindow/useMiniWindow.ts'
import { Stage } from './stage/Stage.tsx'
import { StageStore } from './stage/StageStore.ts'
import type { PeerId } from '../../protocol/ids.ts'
import { roomOf, type Session } from '../session/Session.ts'
import { Button } from '../ui/buttons/Button.tsx'
import { ErrorBoundary } from '../ui/failures/ErrorBoundary.tsx'
import { focusControl } from '../ui/focusControl.ts'
import { Guard } from '../ui/failures/Guard.tsx'
import type { AppNavigator } from '../app/AppNavigator.ts'
import type { MeetingScreenState } from '../app/appScreen.ts'
import { CallBehaviour } from './CallBehaviour.tsx'
import { type CallDialog, CallDialogs } from './dialogs/CallDialogs.tsx'
import { CallDoctorButton } from '../features/connectionCheck/CallDoctorButton.tsx'
import styles from './CallScreen.module.css'
import { type CallPanel, CallToolbar } from './toolbar/CallToolbar.tsx'
import { SafeControls } from '../app/safety/SafeControls.tsx'
import { useBackKey } from './dialogs/useBackKey.ts'
import { useStopHosting } from '../app/useStopHosting.ts'

export interface CallScreenProps {
  readonly model: AppNavigator
  readonly meeting: MeetingScreenState['meeting']
  readonly media: MeetingScreenState['media']
  readonly destination: Destination
}

/** What is not seen, or not missed, and fails is drawn anew by itself. */
const RETRY_MS = 1000

/**
 * The room: pictures above, controls below, a panel beside. It redraws only when one of these comes or goes. It may be
 * drawn before there is a room, and is then there when it is needed.
 */
export const CallScreen = memo(function CallScreen({ model, meeting, media, destination }: CallScreenProps) {
  const { t } = useTranslation()
  const [chat] = useState(() => new ChatStore(meeting, model.seat))
  const [stage] = useState(() => openStage(model, meeting))
  const quality = useCallback(
    (peer: PeerId) => <QualityMark quality={meeting.quality} peer={peer} />,
    [meeting],
  )
  useEffect(() => model.platform.onSeen((seen) => stage.setSeen(seen)), [model, stage])
  const start = useRef<HTMLElement>(null)
  const [panel, setPanel] = useState<CallPanel | null>(null)
  const [dialog, setDialog] = useState<CallDialog | null>(null)
  const mayShare = useStore(model.settings.store, (state) => state.policy.screenShare)
  const roomName = useStore(meeting.store, (state) => state.roomName)
  const ownHost = useStore(model.store, () => model.hostsThisMeeting())
  const stop = useStopHosting(model)
  const askToLeave = useCallback(() => setDialog('back'), [])
  useBackKey(meeting, model.platform.kind, askToLeave)
  const openDevices = useCallback(() => setDialog('devices'), [])
  const showPeople = useCallback(() => setPanel('people'), [])
  const openDoor = useCallback(() => setDialog('door'), [])
  const messageTo = useCallback(
    (peer: PeerId) => {
      chat.address(peer)
      setPanel('chat')
    },
    [chat],
  )

  const closePanel = () => {
    // The focus goes back to where the panel came from.
    focusControl(panel === 'chat' ? 'c' : 'p')
    setPanel(null)
  }
  const leave = () => {
    const others = (roomOf(meeting.store.getState())?.membership.peers.length ?? 1) - 1
    if (others > 0 && model.hostsThisMeeting()) setDialog('leave')
    else model.leave()
  }
  const mini = useMiniWindow({ meeting, media, stage, platform: model.platform.kind, onLeave: leave })
  const shareBar = useShareControlsWindow(media, model.platform.kind)
  const invite = () => setDialog('invite')
  const openPicker = model.platform.screens && (() => setDialog('screens'))

  return (
    <div className={styles.call}>
      <Guard part="behaviour" place="quiet" retryMs={RETRY_MS}>
        <CallBehaviour
          {...{ model, meeting, media, stage, openDevices, showPeople, start }}
          peopleShown={panel === 'people'}
          stopHosting={stop.ask}
        />
      </Guard>
      <div className={styles.middle}>
        <main className={styles.stage} aria-label={roomName} tabIndex={-1} ref={start}>
          <Guard part="stage" place="area">
            <Stage
              meeting={meeting}
              media={media}
              stage={stage}
              quality={quality}
              alone={
                <div className={styles.alone}>
                  <p>
                    <strong>{t('call.alone')}</strong> <span>{t('call.aloneText')}</span>
                  </p>
                  <Button look="primary" size="small" onPress={invite}>
                    {t('call.getLink')}
                  </Button>
                </div>
              }
            />
          </Guard>
          <Guard part="sound" place="notice" retryMs={RETRY_MS}>
            <RemoteAudio meeting={meeting} media={media} />
          </Guard>
          <Guard part="reactions" place="quiet" retryMs={RETRY_MS}>
            <ReactionOverlay meeting={meeting} />
          </Guard>
          <NoticeStack
            meeting={meeting}
            hostsHere={ownHost}
            check={<CallDoctorButton meeting={meeting} media={media} platform={model.platform} />}
          />
        </main>
        {panel === 'chat' && (
          <Guard key="chat" part="chat" place="panel" onClose={closePanel}>
            <ChatPanel meeting={meeting} chat={chat} onClose={closePanel} />
          </Guard>
        )}
        {panel === 'people' && (
          <Guard key="people" part="people" place="panel" onClose={closePanel}>
            <PeoplePanel
              meeting={meeting}
              volumes={media.volumes}
              waiting={<WaitingList meeting={meeting} onDoor={openDoor} />}
              onClose={closePanel}
              onMessage={messageTo}
            />
          </Guard>
        )}
      </div>
      <footer className={styles.bar}>
        <div className={styles.room}>
          <h1 className={styles.roomName} dir="auto" translate="no">
            {roomName}
          </h1>
          <Guard part="door" place="quiet" retryMs={RETRY_MS}>
            <LockMark meeting={meeting} />
            <InviteButton onPress={invite} />
          </Guard>
        </div>
        <ErrorBoundary
          part="controls"
          fallback={(again) => <SafeControls media={media} onLeave={() => model.leave()} onAgain={again} />}
        >
          <CallToolbar
            meeting={meeting}
            media={media}
            chat={chat}
            stage={stage}
            mini={mini}
            panel={panel}
            onPanel={(wanted) => setPanel(panel === wanted ? null : wanted)}
            onDialog={setDialog}
            openPicker={openPicker}
            mayShare={mayShare}
            stopHosting={stop.ask}
            onLeave={leave}
          />
        </ErrorBoundary>
      </footer>
      {mini.window !== null && (
        <Guard part="mini" place="quiet" retryMs={RETRY_MS}>
          <MiniWindow
            meeting={meeting}
            media={media}
            stage={stage}
            window={mini.window}
            onBack={() => {
              mini.toggle?.()
              // The window may be minimised or hidden, which a page cannot undo.
              if (model.platform.desktop === null) window.focus()
              else model.platform.desktop.show()
            }}
            onLeave={leave}
          />
        </Guard>
      )}
      {shareBar !== null && (
        <Guard part="shareBar" place="quiet" retryMs={RETRY_MS}>
          <ShareControls media={media} window={shareBar} />
        </Guard>
      )}
      <CallDialogs
        model={model}
        meeting={meeting}
        media={media}
        destination={destination}
        dialog={dialog}
        stop={stop}
        openPicker={openPicker}
        onClose={() => setDialog(null)}
      />
    </div>
  )
})

function openStage(model: AppNavigator, meeting: Session): StageStore {
  return new StageStore(meeting, model.memory.read().stage, (stage) => model.memory.write({ stage }))
}
