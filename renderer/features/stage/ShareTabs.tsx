import { ScreenShare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { TrackId } from '../../../protocol/ids.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { shareName } from './shareName.ts'
import { sharerOf } from './sharerOf.ts'
import styles from './ShareTabs.module.css'
import type { StageModel } from './StageModel.ts'
import { IsolatedText } from '../../ui/IsolatedText.tsx'
import { isolate } from '../../ui/isolate.ts'

export interface ShareTabsProps {
  readonly meeting: MeetingView
  readonly stage: StageModel
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
  readonly meeting: MeetingView
  readonly track: TrackId
  readonly chosen: boolean
  readonly onChoose: () => void
}

function ShareTab({ meeting, track, chosen, onChoose }: ShareTabProps) {
  const { t } = useTranslation()
  const sharer = useStore(
    meeting.store,
    useShallow((state) => sharerOf(state, track)),
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
        <IsolatedText text={shareName(t, { ...sharer, name: isolate(sharer.name) })} />
      </span>
    </button>
  )
}
