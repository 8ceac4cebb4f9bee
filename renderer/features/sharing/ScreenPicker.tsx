import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { ScreenSource } from '../../../protocol/ipc.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckBox } from '../../ui/CheckBox.tsx'
import { DialogBox } from '../../ui/DialogBox.tsx'
import styles from './ScreenPicker.module.css'
import { ShareStyleBox } from './ShareStyleBox.tsx'
import { type ScreenPickerParams, useScreenPicker } from './useScreenPicker.ts'

/** In the app: which screen or window to share. A browser has a picker of its own. */
export function ScreenPicker(params: ScreenPickerParams) {
  const { t } = useTranslation()
  const style = useStore(params.media.store, (state) => state.settings.shareStyle)
  const { sources, chosen, choose, sound, setSound, share } = useScreenPicker(params)
  return (
    <DialogBox
      title={t('screens.title')}
      closeName={t('call.close')}
      wide
      onClose={params.onClose}
      actions={
        <>
          <div className={styles.sound}>
            <CheckBox label={t('screens.sound')} checked={sound} onChange={setSound} />
          </div>
          <Button onPress={params.onClose}>{t('screens.cancel')}</Button>
          <Button look="primary" disabled={share === null} {...(share && { onPress: share })}>
            {t('screens.share')}
          </Button>
        </>
      }
    >
      <ShareStyleBox
        label={t('sharing.next')}
        value={style}
        onChange={(shareStyle) => params.media.capture({ shareStyle })}
      />
      {sources === null && <p>{t('screens.loading')}</p>}
      {sources?.length === 0 && <p>{t('screens.none')}</p>}
      {(['screen', 'window'] as const).map((kind) => (
        <Sources
          key={kind}
          title={t(`screens.${kind}`)}
          sources={sources?.filter((source) => source.kind === kind) ?? []}
          chosen={chosen}
          onChoose={choose}
        />
      ))}
    </DialogBox>
  )
}

interface SourcesProps {
  readonly title: string
  readonly sources: readonly ScreenSource[]
  readonly chosen: string | null
  readonly onChoose: (id: string) => void
}

function Sources({ title, sources, chosen, onChoose }: SourcesProps) {
  if (sources.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.title}>{title}</legend>
      <div className={styles.sources}>
        {sources.map((source) => (
          <label key={source.id} className={styles.source}>
            <input
              type="radio"
              name="source"
              checked={source.id === chosen}
              onChange={() => onChoose(source.id)}
            />
            <img src={source.thumbnail} alt="" className={styles.picture} />
            <span className={styles.name}>{source.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
