import { WandSparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MicrophoneLevel } from '../features/devices/MicrophoneLevel.tsx'
import type { LocalMediaView } from '../media/LocalMediaView.ts'
import { Button } from '../ui/Button.tsx'
import { Guard } from '../ui/Guard.tsx'
import { lazyView } from '../ui/lazyView.tsx'

const EffectsDialog = lazyView(
  async () => (await import('../features/effects/EffectsDialog.tsx')).EffectsDialog,
)

/** The way from the lobby to background and noise. */
export function LobbyEffects({ media }: { readonly media: LocalMediaView }) {
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
            level={<MicrophoneLevel media={media} />}
            onClose={() => setOpen(false)}
          />
        </Guard>
      )}
    </>
  )
}
