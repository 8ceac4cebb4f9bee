import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import { useToasts } from '../../../ui/messages/useToasts.ts'
import { deviceNotice } from './deviceNotice.ts'

/** During a call a device that fails, comes or goes says so once, where it cannot be overlooked. */
export function useDeviceToasts(media: LocalMedia): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(
    () =>
      media.store.subscribe((state, before) => {
        for (const source of ['microphone', 'camera'] as const) {
          const device = state[source]
          if (device.kind === 'problem' && before[source] !== device) {
            const again = { label: t('devices.tryAgain'), run: () => media.setOn(source, true) }
            const text = t(`devices.problem.${source}.${device.problem}`)
            toasts.show(text, device.problem === 'noAnswer' ? again : null)
          }
        }
      }),
    [media, t, toasts],
  )
  useEffect(
    () =>
      media.onDeviceNews((news) => {
        const { text, action } = deviceNotice(t, media, news)
        toasts.show(text, action)
      }),
    [media, t, toasts],
  )
}
