import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import type { Session } from '../../../session/Session.ts'
import { useToasts } from '../../../ui/messages/useToasts.ts'

/** Says when the chosen codec gives way, because somebody in the room cannot decode it, and when it is in use again. */
export function useCodecNotice(meeting: Session, media: LocalMedia): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(() => {
    let refused: string | null = null
    const look = () => {
      const { codec } = media.store.getState().settings
      const fits = codec === 'auto' || meeting.store.getState().codecs.includes(codec)
      const now = fits ? null : codec
      if (now === refused) return
      const name = (one: string) => (one === 'H264' ? 'H.264' : one)
      if (now !== null) toasts.show(t('devices.codecRefused', { codec: name(now) }))
      else if (refused === codec) toasts.show(t('devices.codecBack', { codec: name(codec) }))
      refused = now
    }
    look()
    const stops = [meeting.store.subscribe(look), media.store.subscribe(look)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [meeting, media, toasts, t])
}
