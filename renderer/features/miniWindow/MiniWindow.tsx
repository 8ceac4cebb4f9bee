import { type LucideIcon, Maximize2, Mic, MicOff, PhoneOff, Video, VideoOff } from 'lucide-react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { LocalMedia } from '../../media/LocalMedia.ts'
import { showsOn } from '../../media/devices/showsOn.ts'
import type { Session } from '../../session/Session.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { VideoPicture } from '../../ui/pictures/VideoPicture.tsx'
import { remoteTile } from '../../call/stage/tiles/tileState.ts'
import type { StageStore } from '../../call/stage/StageStore.ts'
import { useFrozenVideoReport } from '../../call/stage/tiles/useFrozenVideoReport.ts'
import styles from './MiniWindow.module.css'
import { Name } from '../../ui/names/Name.tsx'

export interface MiniWindowProps {
  readonly meeting: Session
  readonly media: LocalMedia
  readonly stage: StageStore
  readonly window: Window
  readonly onBack: () => void
  readonly onLeave: () => void
}

/** The call in small, above all other windows: whoever speaks, and what one needs at hand. */
export function MiniWindow({ meeting, media, stage, window: mini, onBack, onLeave }: MiniWindowProps) {
  const { t } = useTranslation()
  const watched = useStore(stage.store, (state) => state.watched)
  const tile = useStore(
    meeting.store,
    useShallow((state) => watched && remoteTile(state, watched)),
  )
  const onStill = useFrozenVideoReport(meeting, tile)
  const microphone = useStore(media.store, (state) => showsOn(state.microphone))
  const camera = useStore(media.store, (state) => showsOn(state.camera))
  return createPortal(
    <main className={styles.mini}>
      <div className={styles.picture} role="group" aria-label={tile?.name ?? t('call.alone')}>
        <VideoPicture track={tile?.picture ?? null} onStill={onStill} />
        {tile && tile.picture === null && <Avatar name={tile.name} size="fill" />}
        <div className={styles.label}>
          {tile?.muted && <MicOff size={14} role="img" aria-label={t('call.muted')} />}
          {tile ? (
            <Name cut className={styles.name}>
              {tile.name}
            </Name>
          ) : (
            <span className={styles.name}>{t('call.alone')}</span>
          )}
        </div>
      </div>
      <div className={styles.bar} role="toolbar" aria-label={t('call.controls')}>
        <MiniButton
          name={t(microphone ? 'devices.muteMicrophone' : 'devices.unmuteMicrophone')}
          icon={microphone ? Mic : MicOff}
          off={!microphone}
          onPress={() => media.setOn('microphone', !microphone)}
        />
        <MiniButton
          name={t(camera ? 'devices.cameraTurnOff' : 'devices.cameraTurnOn')}
          icon={camera ? Video : VideoOff}
          off={!camera}
          onPress={() => media.setOn('camera', !camera)}
        />
        <MiniButton name={t('stage.backToCall')} icon={Maximize2} onPress={onBack} />
        <MiniButton name={t('call.leave')} icon={PhoneOff} danger onPress={onLeave} />
      </div>
    </main>,
    mini.document.body,
  )
}

/** Wanted and, as far as we know, working: a press turns it off. */
interface MiniButtonProps {
  readonly name: string
  readonly icon: LucideIcon
  readonly off?: boolean
  readonly danger?: boolean
  readonly onPress: () => void
}

/** Plain on purpose: the hints of the page's own buttons would appear in the page's window. */
function MiniButton({ name, icon: Icon, off = false, danger = false, onPress }: MiniButtonProps) {
  return (
    <button
      type="button"
      className={styles.button}
      aria-label={name}
      title={name}
      data-off={off || undefined}
      data-danger={danger || undefined}
      onClick={onPress}
    >
      <Icon size={18} aria-hidden />
    </button>
  )
}
