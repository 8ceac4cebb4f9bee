import {
  Crown,
  EllipsisVertical,
  Hand,
  MessageSquare,
  Mic,
  MicOff,
  ScreenShareOff,
  UserCog,
  UserX,
  Video,
  VideoOff,
  VolumeX,
} from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { useStore } from 'zustand'
import type { PlaybackVolumes } from '../../media/audio/PlaybackVolumes.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import type { MenuAction } from '../../ui/menus/Menu.tsx'
import { MenuButton } from '../../ui/menus/MenuButton.tsx'
import styles from './PeoplePanel.module.css'
import type { PersonRow } from './peopleOrder.ts'
import type { PersonAction } from './personActions.ts'
import { VolumeSlider } from './VolumeSlider.tsx'
import { volumeActions } from './volumeActions.ts'
import { Name } from '../../ui/names/Name.tsx'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

export interface PersonRowViewProps {
  readonly row: PersonRow
  readonly volumes: PlaybackVolumes
  readonly onAction: (row: PersonRow, action: PersonAction) => void
}

/** One person with what can be seen of them and done to them. */
export const PersonRowView = memo(function PersonRowView({ row, volumes, onAction }: PersonRowViewProps) {
  const { t } = useTranslation()
  const volume = useStore(volumes.store, () => volumes.of(row.id))
  const actions = t('people.actionsFor', { name: isolateInLabel(row.name) })
  const [volumeShown, setVolumeShown] = useState(false)
  const hearing = () =>
    volumeActions(
      t,
      volume,
      () => setVolumeShown(!volumeShown),
      (silenced) => volumes.setSilenced(row.id, silenced),
    )
  return (
    <li className={styles.row}>
      <Avatar name={row.name} size="small" />
      <div className={styles.who}>
        <div className={styles.name}>
          <Name cut>{row.name}</Name>
          {row.self && <span className={styles.you}>{t('people.you')}</span>}
        </div>
        <div className={styles.role}>{t(`people.role.${row.role}`)}</div>
      </div>
      <div className={styles.marks}>
        {row.hand > 0 && (
          <span className={styles.hand} role="img" aria-label={t('people.handFirst', { number: row.hand })}>
            <Hand size={14} aria-hidden /> <span>{row.hand}</span>
          </span>
        )}
        {volume.silenced && <VolumeX size={16} role="img" aria-label={t('people.silenced')} data-off="" />}
        {row.microphone ? (
          <Mic size={16} role="img" aria-label={t('people.microphoneOn')} />
        ) : (
          <MicOff size={16} role="img" aria-label={t('people.microphoneOff')} data-off="" />
        )}
        {row.camera ? (
          <Video size={16} role="img" aria-label={t('people.cameraOn')} />
        ) : (
          <VideoOff size={16} role="img" aria-label={t('people.cameraOff')} data-off="" />
        )}
      </div>
      {!row.self || row.actions.length > 0 ? (
        <MenuButton
          name={actions}
          icon={EllipsisVertical}
          actions={() => [
            ...(row.self ? [] : hearing()),
            ...row.actions.map((action) => menuAction(t, action, () => onAction(row, action))),
          ]}
        />
      ) : (
        <span className={styles.space} />
      )}
      {volumeShown && (
        <VolumeSlider
          name={row.name}
          value={volume}
          onChange={(wanted) => volumes.setVolume(row.id, wanted)}
        />
      )}
    </li>
  )
})

function menuAction(t: TFunction, action: PersonAction, run: () => void): MenuAction {
  switch (action.kind) {
    case 'message':
      return { id: 'message', label: t('people.message'), icon: MessageSquare, run }
    case 'mute':
      switch (action.source) {
        case 'microphone':
          return { id: 'mute', label: t('people.mute'), icon: MicOff, run }
        case 'camera':
          return { id: 'camera', label: t('people.cameraTurnOff'), icon: VideoOff, run }
        case 'screen':
          return { id: 'share', label: t('people.stopShare'), icon: ScreenShareOff, run }
        default:
          return action.source satisfies never
      }
    case 'lowerHand':
      return { id: 'hand', label: t('people.lowerHand'), icon: Hand, run }
    case 'setRole':
      return { id: action.role, label: t(`people.make.${action.role}`), icon: UserCog, run }
    case 'handOver':
      return { id: 'host', label: t('people.makeHost'), icon: Crown, run }
    case 'remove':
      return { id: 'remove', label: t('people.remove'), icon: UserX, danger: true, run }
    default:
      return action satisfies never
  }
}
