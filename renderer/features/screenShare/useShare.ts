import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import type { ShareAnswer } from '../../media/screen/ScreenShares.ts'
import { may, type Session } from '../../session/Session.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'

export interface ShareModel {
  readonly sharing: boolean
  /** Stops all that is shared, or asks what to share. Null without the right to, or where the browser cannot. */
  readonly toggle: (() => void) | null
}

export interface ShareParams {
  readonly meeting: Session
  readonly media: LocalMedia
  /** Opens our own picker, in the app; null where the browser brings one. */
  readonly openPicker: (() => void) | null
}

export function useShare({ meeting, media, openPicker }: ShareParams): ShareModel {
  const start = useStartShare(media)
  const sharing = useStore(media.store, (state) => state.shares.length > 0)
  const allowed = useMayShare(meeting)
  const toggle = () => {
    if (sharing) media.stopShare(null)
    else if (openPicker === null) start(true)
    else openPicker()
  }
  return { sharing, toggle: allowed ? toggle : null }
}

/** Whether we have the right to share, and a browser that can. */
export function useMayShare(meeting: Session): boolean {
  const allowed = useStore(meeting.store, (state) => may(state, 'media.screen'))
  return allowed && canCapture()
}

/** Begins a share and says so where it does not work. A person who thought better of it hears nothing. */
export function useStartShare(media: LocalMedia): (sound: boolean) => void {
  const { t } = useTranslation()
  const toasts = useToasts()
  const tell = (answer: ShareAnswer) => {
    if (answer === 'denied') toasts.show(t('call.shareDenied'))
    if (answer === 'full') toasts.show(t('sharing.full'))
    if (answer === 'failed') toasts.show(t('call.shareFailed'))
  }
  return (sound) => void media.startShare({ sound }).then(tell)
}

/** Browsers on phones have no way to capture a screen, though the types promise one. */
function canCapture(): boolean {
  const devices: Partial<MediaDevices> | undefined = navigator.mediaDevices
  return devices?.getDisplayMedia !== undefined
}
