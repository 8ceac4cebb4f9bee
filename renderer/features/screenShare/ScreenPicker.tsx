import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { Button } from '../../ui/buttons/Button.tsx'
import { Checkbox } from '../../ui/inputs/Checkbox.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { Tabs } from '../../ui/dialogs/Tabs.tsx'
import styles from './ScreenPicker.module.css'
import { ShareModeSelect } from './ShareModeSelect.tsx'
import { ScreenSources } from './ScreenSources.tsx'
import { type ScreenPickerParams, useScreenPicker } from './useScreenPicker.ts'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'

/** In the app: which screen or window to share. A browser has a picker of its own. */
export function ScreenPicker(params: ScreenPickerParams) {
  const { t } = useTranslation()
  const style = useStore(params.media.store, (state) => state.settings.shareStyle)
  const picker = useScreenPicker(params)
  const { found, kind, chosen, take } = picker
  return (
    <Dialog
      title={t('screens.title')}
      closeName={t('call.close')}
      wide
      onClose={params.onClose}
      actions={
        <>
          {found?.sound === true && (
            <div className={styles.sound}>
              <Checkbox label={t('screens.sound')} checked={picker.sound} onChange={picker.setSound} />
            </div>
          )}
          <Button onPress={params.onClose}>{t('screens.cancel')}</Button>
          <Button look="primary" disabled={chosen === null} onPress={() => chosen !== null && take(chosen)}>
            {t('screens.share')}
          </Button>
        </>
      }
    >
      <Tabs
        name={t('screens.kinds')}
        tabs={[
          { id: 'screen', label: t('screens.screen') },
          { id: 'window', label: t('screens.window') },
        ]}
        chosen={kind}
        onChoose={picker.setKind}
      >
        {found === null ? (
          <p className={styles.note}>{t('screens.loading')}</p>
        ) : picker.shown.length === 0 ? (
          <p className={styles.note}>{t(`screens.none.${kind}`)}</p>
        ) : (
          <ScreenSources
            name={t(`screens.${kind}`)}
            sources={picker.shown}
            chosen={chosen}
            onChoose={picker.choose}
            onTake={take}
          />
        )}
      </Tabs>
      <p role="status" className={styles.note} hidden={picker.gone === null}>
        {picker.gone !== null && <IsolatedText text={t('screens.gone', { name: isolate(picker.gone) })} />}
      </p>
      <ShareModeSelect
        label={t('sharing.next')}
        value={style}
        onChange={(shareStyle) => params.media.capture({ shareStyle })}
      />
    </Dialog>
  )
}
