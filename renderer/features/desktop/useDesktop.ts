import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallFacts, DesktopWish } from '../../../protocol/ipc/ipc.ts'
import { peerOf } from '../../../room/features/membership.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { LocalMediaState } from '../../media/localMediaState.ts'
import { showsOn } from '../../media/devices/showsOn.ts'
import type { Platform } from '../../platform/Platform.ts'
import { type Session, selfOf } from '../../session/Session.ts'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

export interface DesktopParams {
  /** Null in a browser. */
  readonly desktop: Platform['desktop']
  readonly meeting: Session
  readonly media: LocalMedia
  /** Whether this computer hosts the meeting. */
  readonly hostsHere: () => boolean
  /** Stops hosting, and asks before where others are cut off. Null while this computer does not host. */
  readonly stopHosting: (() => void) | null
  /** Leaves the call; hosting goes on. */
  readonly leave: () => void
  /** Shows who is there, and who waits. */
  readonly showPeople: () => void
}

/** What the tray shows of the call. */
function factsOf({ microphone, shares, heldToTalk }: LocalMediaState): CallFacts {
  const heard = heldToTalk || showsOn(microphone)
  // The device of a captured screen is what was chosen for it.
  const sharing = shares.map(({ picture }) => (picture.getSettings().deviceId ?? '').slice(0, 256))
  return { muted: !heard, sharing }
}

/** Joins the call to the desktop: the tray, the keys for the whole system, and notifications. */
export function useDesktop({
  desktop,
  meeting,
  media,
  hostsHere,
  stopHosting,
  leave,
  showPeople,
}: DesktopParams): void {
  const { t } = useTranslation()
  useEffect(() => {
    if (desktop === null) return undefined
    let told = ''
    const report = () => {
      const call = factsOf(media.store.getState())
      const text = JSON.stringify(call)
      if (text !== told) desktop.report(call)
      told = text
    }
    report()
    const stop = media.store.subscribe(report)
    return () => {
      stop()
      desktop.report(null)
    }
  }, [desktop, media])

  useEffect(
    () =>
      desktop?.onWish((wish) => {
        follow(wish, media)
        if (wish === 'stopHosting') stopHosting?.()
        if (wish === 'leave') leave()
        if (wish === 'showPeople') showPeople()
      }),
    [desktop, media, stopHosting, leave, showPeople],
  )

  useEffect(() => {
    if (desktop === null) return undefined
    return meeting.onEvent((event, before) => {
      if (document.hasFocus()) return
      const state = meeting.store.getState()
      const self = selfOf(state)
      const room = isolateInLabel(state.roomName)
      if (event.type === 'chat.sent' && event.message.from !== self) {
        const name = peerOf(before, event.message.from)?.name ?? event.message.name
        desktop.notify(isolateInLabel(name), event.message.text)
      }
      if (event.type === 'lobby.knocked')
        desktop.notify(t('desktop.waiting', { name: isolateInLabel(event.guest.name) }), room, 'people')
      if (event.type === 'peer.joined' && event.peer.id !== self && hostsHere()) {
        desktop.notify(t('desktop.joined', { name: isolateInLabel(event.peer.name) }), room)
      }
    })
  }, [desktop, meeting, hostsHere, t])
}

function follow(wish: DesktopWish, media: LocalMedia): void {
  const { microphone, heldToTalk } = media.store.getState()
  switch (wish) {
    case 'toggleMute':
      return media.setOn('microphone', microphone.kind === 'off' || microphone.kind === 'problem')
    case 'talk':
      return media.holdToTalk(!heldToTalk)
    case 'stopSharing':
      return media.stopShare(null)
    case 'stopHosting':
    case 'leave':
    case 'showPeople':
      return undefined
    default:
      return wish satisfies never
  }
}
