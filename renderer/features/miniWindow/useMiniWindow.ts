import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { type MiniPictureOptions, openPictureInPicture } from './openPictureInPicture.ts'
import { MINI_SIZE, miniKind, openMiniWindow } from './openMiniWindow.ts'

export interface MiniWindowModel {
  readonly open: boolean
  /** To be drawn into; null while it is closed, and where it is a plain picture. */
  readonly window: Window | null
  /** Null where there is no such window. */
  readonly toggle: (() => void) | null
}

export interface MiniWindowParams extends Omit<MiniPictureOptions, 'onClosed'> {
  readonly platform: 'app' | 'browser'
}

/** The mini window of a call: open from a click on, until it is closed by anybody or the call is over. */
export function useMiniWindow({ platform, ...params }: MiniWindowParams): MiniWindowModel {
  const { stage } = params
  const { t } = useTranslation()
  const toasts = useToasts()
  const [mini, setMini] = useState<Window | null>(null)
  /** Closes the picture that is open. */
  const [closePicture, setClosePicture] = useState<(() => void) | null>(null)
  const kind = miniKind(platform)

  useEffect(() => () => closePicture?.(), [closePicture])
  useEffect(() => {
    if (mini === null) return undefined
    const measure = () => {
      // In the first moment a window has no size yet.
      stage.setMini({
        width: mini.innerWidth || MINI_SIZE.width,
        height: mini.innerHeight || MINI_SIZE.height,
      })
    }
    const closed = () => setMini(null)
    const close = () => mini.close()
    measure()
    mini.addEventListener('resize', measure)
    mini.addEventListener('pagehide', closed)
    addEventListener('pagehide', close)
    return () => {
      mini.removeEventListener('resize', measure)
      mini.removeEventListener('pagehide', closed)
      removeEventListener('pagehide', close)
      stage.setMini(null)
      mini.close()
    }
  }, [mini, stage])

  const failed = () => toasts.show(t('stage.miniFailed'))
  const open = (from: NonNullable<typeof kind>) => {
    if (from !== 'picture') return void openMiniWindow(from).then(setMini, failed)
    const opening = openPictureInPicture({ ...params, onClosed: () => setClosePicture(null) })
    opening.then((close) => setClosePicture(() => close), failed)
  }
  const isOpen = mini !== null || closePicture !== null
  const close = () => {
    setMini(null)
    closePicture?.()
  }
  return { open: isOpen, window: mini, toggle: kind && (() => (isOpen ? close() : open(kind))) }
}
