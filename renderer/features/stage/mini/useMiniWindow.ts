import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useToasts } from '../../../ui/toastContext.ts'
import type { StageModel } from '../StageModel.ts'
import { MINI_SIZE, miniKind, openMiniWindow } from './openMiniWindow.ts'

export interface MiniWindowModel {
  /** Null while it is closed. */
  readonly window: Window | null
  /** Null where there is no such window. */
  readonly toggle: (() => void) | null
}

/** The mini window of a call: open from a click on, until it is closed by anybody or the call is over. */
export function useMiniWindow(stage: StageModel, platform: 'app' | 'browser'): MiniWindowModel {
  const { t } = useTranslation()
  const toasts = useToasts()
  const [mini, setMini] = useState<Window | null>(null)
  const kind = miniKind(platform)

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

  const open = (from: 'app' | 'browser') => {
    openMiniWindow(from).then(setMini, () => toasts.show(t('stage.miniFailed')))
  }
  const toggle = kind && (() => (mini === null ? open(kind) : setMini(null)))
  return { window: mini, toggle }
}
