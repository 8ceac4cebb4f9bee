import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'

/** Says that an effect switched itself off, and why: what others see or hear has changed. */
export function useEffectToasts(media: LocalMedia): void {
  const { t } = useTranslation()
  const toasts = useToasts()
  useEffect(
    () =>
      media.effects.store.subscribe(({ ended }, before) => {
        if (ended !== null && ended !== before.ended)
          toasts.show(t(`effects.ended.${ended.source}.${ended.why}`))
      }),
    [media, t, toasts],
  )
}
