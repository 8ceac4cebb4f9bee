import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import styles from './Pager.module.css'
import type { StageStore } from './StageStore.ts'

/** More than this are counted in words: nobody aims at the fifteenth dot. */
const MOST_DOTS = 8

/** Turns the pages of tiles. It has a row of its own, so that it covers nobody. */
export function Pager({ stage }: { readonly stage: StageStore }) {
  const { t } = useTranslation()
  const { pager, page, pages } = useStore(stage.store, ({ plan }) => plan)
  if (pager === null) return null
  const dots = pages <= MOST_DOTS && pager.width >= 88 + 16 * pages
  return (
    <nav
      className={styles.pager}
      aria-label={t('stage.pages')}
      style={{ left: pager.left, top: pager.top, width: pager.width, height: pager.height }}
    >
      <button
        type="button"
        className={styles.arrow}
        aria-label={t('stage.previousPage')}
        aria-disabled={page === 0}
        onClick={() => stage.turnBy(-1)}
      >
        <ChevronLeft size={18} aria-hidden />
      </button>
      {dots ? (
        Array.from({ length: pages }, (_, index) => (
          <button
            key={index}
            type="button"
            className={styles.dot}
            aria-label={t('stage.page', { page: index + 1 })}
            {...(index === page && { 'aria-current': 'page' as const })}
            onClick={() => stage.turnTo(index)}
          />
        ))
      ) : (
        <span className={styles.count}>{`${page + 1} / ${pages}`}</span>
      )}
      <button
        type="button"
        className={styles.arrow}
        aria-label={t('stage.nextPage')}
        aria-disabled={page === pages - 1}
        onClick={() => stage.turnBy(1)}
      >
        <ChevronRight size={18} aria-hidden />
      </button>
    </nav>
  )
}
