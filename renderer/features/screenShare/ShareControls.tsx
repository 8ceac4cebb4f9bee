import { ScreenShareOff } from 'lucide-react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import styles from './ShareControls.module.css'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

export interface ShareControlsProps {
  readonly media: LocalMedia
  /** What it is drawn into. */
  readonly window: Window
}

/** What we share, one row each, with the button that ends it. Its window lies above all others. */
export function ShareControls({ media, window: bar }: ShareControlsProps) {
  const { t } = useTranslation()
  const shares = useStore(media.store, (state) => state.shares)
  return createPortal(
    <main className={styles.bar} aria-label={t('sharing.barTitle')}>
      {shares.map(({ id, picture: { label } }) => (
        <div key={id} className={styles.row}>
          <span className={styles.text} title={isolateInLabel(label)}>
            <IsolatedText text={t('sharing.barText', { name: isolate(label) })} />
          </span>
          <button
            type="button"
            className={styles.stop}
            aria-label={t('sharing.stop', { name: isolateInLabel(label) })}
            onClick={() => media.stopShare(id)}
          >
            <ScreenShareOff size={16} aria-hidden />
            <span>{t('sharing.barStop')}</span>
          </button>
        </div>
      ))}
    </main>,
    bar.document.body,
  )
}
