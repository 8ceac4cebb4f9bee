import { ScreenShareOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { IconButton } from '../../ui/buttons/IconButton.tsx'
import styles from './SharingDialog.module.css'
import { ShareModeSelect } from './ShareModeSelect.tsx'
import { useStartShare } from './useShare.ts'

export interface SharingDialogProps {
  readonly media: LocalMedia
  /** Opens our own picker, in the app; null where the browser brings one. */
  readonly openPicker: (() => void) | null
  readonly onClose: () => void
}

/** What we share: each screen and window by itself, and how the next one will be shown. */
export function SharingDialog({ media, openPicker, onClose }: SharingDialogProps) {
  const { t } = useTranslation()
  const shares = useStore(media.store, (state) => state.shares)
  const style = useStore(media.store, (state) => state.settings.shareStyle)
  const start = useStartShare(media)
  const share = () => {
    onClose()
    if (openPicker === null) start(true)
    else openPicker()
  }
  return (
    <Dialog
      title={t('sharing.title')}
      closeName={t('call.close')}
      onClose={onClose}
      actions={
        <Button look="primary" onPress={share}>
          {t(shares.length === 0 ? 'sharing.share' : 'sharing.shareAnother')}
        </Button>
      }
    >
      {shares.map((one, index) => {
        const name = index === 0 ? t('sharing.own') : t('sharing.ownNumbered', { number: index + 1 })
        const label = one.sound === null ? name : `${name}, ${t('sharing.withSound')}`
        return (
          <div key={one.id} className={styles.share}>
            <ShareModeSelect
              label={label}
              value={one.style}
              onChange={(chosen) => media.styleShare(one.id, chosen)}
            />
            <IconButton
              name={t('sharing.stop', { name })}
              icon={ScreenShareOff}
              onPress={() => media.stopShare(one.id)}
            />
          </div>
        )
      })}
      <ShareModeSelect
        label={t('sharing.next')}
        value={style}
        onChange={(shareStyle) => media.capture({ shareStyle })}
      />
      <p className={styles.note}>{t('sharing.styleNote')}</p>
    </Dialog>
  )
}
