import { ScreenShare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { TrackId } from '../../../protocol/ids.ts'
import type { Session } from '../../session/Session.ts'
import { shareLabel } from './tiles/shareLabel.ts'
import { shareOwner } from './tiles/shareOwner.ts'
import styles from './ShareTabs.module.css'
import type { StageStore } from './StageStore.ts'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'

export interface ShareTabsProps {
  readonly meeting: Session
  readonly stage: StageStore
}

/** Where several screens are shared at once: which of them to look at. */
export function ShareTabs({ meeting, stage }: ShareTabsProps) {
  const { t } = useTranslation()
  const { tabs, shares, main } = useStore(stage.store, ({ plan }) => plan)
  if (tabs === null) return null
  return (
    <nav
      className={styles.tabs}
      aria-label={t('stage.shares')}
      style={{ left: tabs.left, top: tabs.top, width: tabs.width, height: tabs.height }}
    >
      {shares.map((track) => (
        <ShareTab
          key={track}
          meeting={meeting}
          track={track}
          chosen={main?.kind === 'share' && main.track === track}
          onChoose={() => stage.chooseShare(track)}
        />
      ))}
    </nav>
  )
}

interface ShareTabProps {
  readonly meeting: Session
  readonly track: TrackId
  readonly chosen: boolean
  readonly onChoose: () => void
}

function ShareTab({ meeting, track, chosen, onChoose }: ShareTabProps) {
  const { t } = useTranslation()
  const sharer = useStore(
    meeting.store,
    useShallow((state) => shareOwner(state, track)),
  )
  if (sharer === null) return null
  return (
    <button
      type="button"
      className={styles.tab}
      {...(chosen && { 'aria-current': 'true' as const })}
      onClick={onChoose}
    >
      <ScreenShare size={14} aria-hidden />
      <span className={styles.name}>
        <IsolatedText text={shareLabel(t, { ...sharer, name: isolate(sharer.name) })} />
      </span>
    </button>
  )
}
