import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../ui/buttons/Button.tsx'
import styles from './Stage.module.css'
import type { StageStore } from './StageStore.ts'

/** Says why the stage is empty, where the person has hidden everybody who is there. */
export function EmptyStage({ stage }: { readonly stage: StageStore }) {
  const { t } = useTranslation()
  const empty = useStore(stage.store, ({ plan }) => plan.places.size === 0 && plan.hidden > 0)
  if (!empty) return null
  return (
    <div className={styles.empty}>
      <p>{t('stage.nobodyWithVideo')}</p>
      <Button size="small" onPress={() => stage.choose({ hideWithoutVideo: false })}>
        {t('stage.showEveryone')}
      </Button>
    </div>
  )
}
