import { WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MicrophoneMeter } from '../../features/devices/MicrophoneMeter.tsx'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Guard } from '../../ui/failures/Guard.tsx'
import { lazyView } from '../../ui/failures/lazyView.tsx'

const EffectsDialog = lazyView(
  async () => (await import('../../features/background/EffectsDialog.tsx')).EffectsDialog,
)

/** The way from the lobby to background and noise. */
export function LobbyEffects({ media }: { readonly media: LocalMedia }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button look="quiet" icon={WandSparkles} onPress={() => setOpen(true)}>
        {t('effects.open')}
      </Button>
      {open && (
        <Guard part="effects" place="dialog" onClose={() => setOpen(false)}>
          <EffectsDialog
            media={media}
            level={<MicrophoneMeter media={media} />}
            onClose={() => setOpen(false)}
          />
        </Guard>
      )}
    </>
  )
}
