import type { TFunction } from 'i18next'
import { Volume2, VolumeX } from 'lucide-react'
import type { ListeningVolume } from '../../media/audio/PlaybackVolumes.ts'
import type { MenuAction } from '../../ui/menus/Menu.tsx'

/** What everyone may do to everyone, because it changes nothing for anybody else: how loud a person is for us. */
export function volumeActions(
  t: TFunction,
  { silenced }: ListeningVolume,
  showVolume: () => void,
  setSilenced: (silenced: boolean) => void,
): MenuAction[] {
  const label = silenced ? t('people.unsilence') : t('people.silence')
  return [
    { id: 'volume', label: t('people.volume'), icon: Volume2, run: showVolume },
    { id: 'silence', label, icon: VolumeX, run: () => setSilenced(!silenced) },
  ]
}
