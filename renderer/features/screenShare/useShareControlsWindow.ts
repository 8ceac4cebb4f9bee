import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import { SHARE_BAR, SHARE_BAR_SIZE } from '../../../protocol/ipc/shareBar.ts'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { copyWindowStyles } from '../../ui/copyWindowStyles.ts'

/**
 * In the app, a window above all others for as long as something is shared, to draw the bar into that ends it. The
 * shell gives it its place. Null while nothing is shared, and in a browser, which has such a bar of its own.
 */
export function useShareControlsWindow(media: LocalMedia, platform: 'app' | 'browser'): Window | null {
  const sharing = useStore(media.store, (state) => state.shares.length > 0)
  const [opened] = useState(() => createStore<{ readonly bar: Window | null }>(() => ({ bar: null })))
  useEffect(() => {
    if (platform !== 'app' || !sharing) return undefined
    const { width, rowHeight } = SHARE_BAR_SIZE
    const bar = window.open('about:blank', SHARE_BAR, `popup,width=${width},height=${rowHeight}`)
    if (bar === null) return undefined
    copyWindowStyles(bar.document)
    opened.setState({ bar })
    const close = () => bar.close()
    addEventListener('pagehide', close)
    return () => {
      removeEventListener('pagehide', close)
      close()
      opened.setState({ bar: null })
    }
  }, [platform, sharing, opened])
  return useStore(opened, ({ bar }) => bar)
}
