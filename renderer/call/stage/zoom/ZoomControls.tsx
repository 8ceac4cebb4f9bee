import { Maximize, ZoomIn, ZoomOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { StageStore } from '../StageStore.ts'
import styles from '../tiles/Tile.module.css'

/** How closely the share is looked at, and the buttons to change that. */
export function ZoomControls({ stage }: { readonly stage: StageStore }) {
  const { t } = useTranslation()
  const scale = useStore(stage.store, ({ zoom }) => zoom?.scale ?? 1)
  const { zooming } = stage
  return (
    <div className={styles.tools}>
      <button
        type="button"
        className={styles.action}
        aria-label={t('stage.zoomOut')}
        title={t('stage.zoomOut')}
        aria-disabled={scale <= 1}
        onClick={() => zooming.out()}
      >
        <ZoomOut size={16} aria-hidden />
      </button>
      {scale > 1 && (
        <button
          type="button"
          className={styles.action}
          aria-label={t('stage.showWhole')}
          title={t('stage.showWhole')}
          onClick={() => zooming.reset()}
        >
          <span className={styles.scale}>{`${Math.round(scale * 100)} %`}</span>
          <Maximize size={16} aria-hidden />
        </button>
      )}
      <button
        type="button"
        className={styles.action}
        aria-label={t('stage.zoomIn')}
        title={t('stage.zoomIn')}
        onClick={() => zooming.in()}
      >
        <ZoomIn size={16} aria-hidden />
      </button>
    </div>
  )
}
