import { useTranslation } from 'react-i18next'
import { Checkbox } from '../../ui/inputs/Checkbox.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import styles from './ShortcutsDialog.module.css'

const letters = ['M', 'V', 'S', 'H', 'R', 'C', 'P', 'I'] as const

/** Keys of the stage, which have no button of their own. */
const stageKeys = ['layout', 'person', 'page', 'release', 'zoom'] as const

export interface ShortcutsDialogProps {
  readonly on: boolean
  readonly onChange: (on: boolean) => void
  readonly onClose: () => void
}

/** Which letter does what, and whether any does. */
export function ShortcutsDialog({ on, onChange, onClose }: ShortcutsDialogProps) {
  const { t } = useTranslation()
  return (
    <Dialog title={t('call.shortcuts')} closeName={t('call.close')} onClose={onClose}>
      <dl className={styles.keys}>
        {letters.map((letter) => (
          <div key={letter} className={styles.row}>
            <dt>
              <kbd className={styles.key}>{letter}</kbd>
            </dt>
            <dd>{t(`call.key.${letter}`)}</dd>
          </div>
        ))}
        <div className={styles.row}>
          <dt>
            <kbd className={styles.key}>{t('call.space')}</kbd>
          </dt>
          <dd>{t('call.holdToTalk')}</dd>
        </div>
        {stageKeys.map((keys) => (
          <div key={keys} className={styles.row}>
            <dt>
              <kbd className={styles.key}>{t(`stage.keys.${keys}`)}</kbd>
            </dt>
            <dd>{t(`stage.key.${keys}`)}</dd>
          </div>
        ))}
      </dl>
      <Checkbox label={t('call.keysOn')} checked={on} onChange={onChange} />
      <p className={styles.note}>{t('call.keyNote')}</p>
    </Dialog>
  )
}
