import { Crown, Hand, MicOff, Spotlight } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { PeerId } from '../../../../protocol/ids.ts'
import type { LocalMedia } from '../../../media/LocalMedia.ts'
import type { Session } from '../../../session/Session.ts'
import { Avatar } from '../../../ui/pictures/Avatar.tsx'
import { VideoPicture } from '../../../ui/pictures/VideoPicture.tsx'
import { ownTile, type TileState, remoteTile } from './tileState.ts'
import type { StageStore } from '../StageStore.ts'
import styles from './Tile.module.css'
import { TileFrame } from './TileFrame.tsx'
import { useFrozenVideoReport } from './useFrozenVideoReport.ts'
import { Name } from '../../../ui/names/Name.tsx'

interface TileProps {
  readonly meeting: Session
  readonly stage: StageStore
  readonly peer: PeerId
  /** How well a person's media gets through, if that is worth a mark. */
  readonly quality: (peer: PeerId) => ReactNode
}

/** Redraws only when something on this very tile changes. */
export const RemoteTile = memo(function RemotePerson({ meeting, stage, peer, quality }: TileProps) {
  const tile = useStore(
    meeting.store,
    useShallow((state) => remoteTile(state, peer)),
  )
  const onStill = useFrozenVideoReport(meeting, tile)
  return tile && <Person stage={stage} peer={peer} tile={tile} quality={quality(peer)} onStill={onStill} />
})

export const OwnTile = memo(function OwnPerson({
  meeting,
  stage,
  peer,
  quality,
  media,
}: TileProps & { readonly media: LocalMedia }) {
  const devices = useStore(
    media.store,
    useShallow(({ microphone, sent }) => ({ microphone, sent })),
  )
  const tile = useStore(
    meeting.store,
    useShallow((state) => ownTile(state, devices, peer)),
  )
  return tile && <Person stage={stage} peer={peer} tile={tile} quality={quality(peer)} />
})

interface PersonProps {
  readonly stage: StageStore
  readonly peer: PeerId
  readonly tile: TileState
  readonly quality: ReactNode
  readonly onStill?: () => void
}

function Person({ stage, peer, tile, quality, onStill }: PersonProps) {
  const { t } = useTranslation()
  return (
    <TileFrame
      stage={stage}
      subject={{ kind: 'person', peer }}
      name={tile.name}
      speaking={tile.speaking}
      away={tile.away}
      label={
        <>
          {tile.spotlit && <Spotlight size={14} role="img" aria-label={t('stage.spotlit')} />}
          {tile.muted && (
            <MicOff size={14} role="img" aria-label={t('call.muted')} className={styles.muted} />
          )}
          {quality}
          <Name cut className={styles.name}>
            {tile.name}
          </Name>
          {tile.leads && <Crown size={14} role="img" aria-label={t('people.role.host')} />}
          {tile.away && <span className={styles.you}>{t('call.away')}</span>}
          {tile.unreached && !tile.away && <span className={styles.you}>{t('call.unreached')}</span>}
          {tile.self && <span className={styles.you}>{t('call.you')}</span>}
        </>
      }
    >
      <VideoPicture track={tile.picture} mirrored={tile.self} {...(onStill && { onStill })} />
      {tile.picture === null && <Avatar name={tile.name} size="fill" />}
      {tile.hand > 0 && (
        <div className={styles.hand} role="img" aria-label={t('call.handRaised')}>
          <Hand size={16} aria-hidden />
          <span>{tile.hand}</span>
        </div>
      )}
    </TileFrame>
  )
}
