import { useTranslation } from 'react-i18next'
import { DialogBox } from '../../ui/DialogBox.tsx'
import styles from './ShortcutsDialog.module.css'

const letters = ['M', 'V', 'S', 'H', 'R', 'C', 'P', 'I'] as const

/** Which letter does what. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <DialogBox title={t('call.shortcuts')} closeName={t('call.close')} onClose={onClose}>
      <dl className={styles.keys}>
        {letters.map((letter) => (
          <div key={letter} className={styles.row}>
            <dt>
              <kbd className={styles.key}>{letter}</kbd>
            </dt>
            <dd>{t(`call.key.${letter}`)}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.note}>{t('call.keyNote')}</p>
    </DialogBox>
  )
}
