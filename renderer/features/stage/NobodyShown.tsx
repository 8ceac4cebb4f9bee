import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../ui/Button.tsx'
import styles from './Stage.module.css'
import type { StageModel } from './StageModel.ts'

/** Says why the stage is empty, where the person has hidden everybody who is there. */
export function NobodyShown({ stage }: { readonly stage: StageModel }) {
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
