import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { useToasts } from '../../../ui/messages/useToasts.ts'
import { MicrophoneHints } from './MicrophoneHints.ts'

/** Hints at a microphone that is muted while one talks, or that gives nothing, with the button that mends it. */
export function useMicrophoneHints(media: LocalMedia, openDevices: () => void): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(() => {
    let shown: number | null = null
    const hints = new MicrophoneHints({
      media,
      onHint(hint) {
        if (shown !== null) toasts.dismiss(shown)
        shown = null
        if (hint === 'talksMuted') {
          const run = () => media.setOn('microphone', true)
          shown = toasts.show(t('devices.mutedHint'), { label: t('devices.unmute'), run })
        }
        if (hint === 'silent') {
          shown = toasts.show(t('devices.silentHint'), { label: t('devices.openDevices'), run: openDevices })
        }
      },
    })
    return () => hints.close()
  }, [media, openDevices, t, toasts])
}
