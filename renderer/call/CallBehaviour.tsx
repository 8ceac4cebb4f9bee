import { type RefObject, useCallback, useEffect } from 'react'
import { useStore } from 'zustand'
import { useCallDevices } from '../features/devices/useCallDevices.ts'
import { useConnectionNews } from '../features/connection/useConnectionNews.ts'
import { useCodecNotice } from '../features/devices/notices/useCodecNotice.ts'
import { useDesktop } from '../features/desktop/useDesktop.ts'
import { useWaitingNews } from '../features/admission/useWaitingNews.ts'
import { useNews } from './notices/useNews.ts'
import { useCommandKeys } from './commands/useCommandKeys.ts'
import { pressStageKey } from './stage/pressStageKey.ts'
import type { StageStore } from './stage/StageStore.ts'
import { roomOf } from '../session/Session.ts'
import { takeLostFocus } from '../ui/takeLostFocus.ts'
import type { AppNavigator } from '../app/AppNavigator.ts'
import type { MeetingScreenState } from '../app/appScreen.ts'

export interface CallBehaviourProps extends Pick<MeetingScreenState, 'meeting' | 'media'> {
  readonly model: AppNavigator
  readonly stage: StageStore
  /** Null while this computer does not host. */
  readonly stopHosting: (() => void) | null
  /** Opens the dialog of the devices; the same function at each drawing. */
  readonly openDevices: () => void
  /** Opens the list of people; the same function at each drawing. */
  readonly showPeople: () => void
  /** Whether that list is open. */
  readonly peopleShown: boolean
  /** Gets the focus as the call begins: what had it, such as Join now, is gone. */
  readonly start: RefObject<HTMLElement | null>
}

/** What a call does without being seen: keys, hints, news, the desktop. The call may be drawn before there is a room; this waits. */
export function CallBehaviour(props: CallBehaviourProps) {
  const joined = useStore(props.meeting.store, (state) => roomOf(state) !== null)
  return joined ? <Behaviour {...props} /> : null
}

function Behaviour({ model, meeting, media, stage, stopHosting, ...props }: CallBehaviourProps) {
  const { openDevices, showPeople, peopleShown, start } = props
  const shortcuts = useStore(model.store, (state) => state.shortcuts)
  const hostsHere = useCallback(() => model.hostsThisMeeting(), [model])
  const leave = useCallback(() => model.leave(), [model])
  useDesktop({ desktop: model.platform.desktop, meeting, media, hostsHere, stopHosting, leave, showPeople })
  useEffect(() => takeLostFocus(start.current), [start])
  useNews(meeting)
  useConnectionNews(meeting)
  useWaitingNews(meeting, peopleShown)
  useCodecNotice(meeting, media)
  useCallDevices(media, openDevices)
  useCommandKeys({ letters: shortcuts, onKey: useCallback((key) => pressStageKey(stage, key), [stage]) })
  return null
}
