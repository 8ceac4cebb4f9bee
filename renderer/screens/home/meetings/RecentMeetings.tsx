import { History } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button as PlainButton } from 'react-aria-components'
import { Button } from '../../../ui/buttons/Button.tsx'
import type { Destination } from '../destination/destination.ts'
import styles from './RecentMeetings.module.css'
import { Name } from '../../../ui/names/Name.tsx'

export interface RecentRoom extends Destination {
  /** It was hosted by this computer, wherever that answers today. */
  readonly here: boolean
}

export interface RecentMeetingsProps {
  readonly rooms: readonly RecentRoom[]
  readonly onChoose: (room: RecentRoom) => void
  readonly onForget: () => void
}

/** Where one has been before, newest first. */
export function RecentMeetings({ rooms, onChoose, onForget }: RecentMeetingsProps) {
  const { t } = useTranslation()
  if (rooms.length === 0) return null
  return (
    <section className={styles.section}>
      <header className={styles.head}>
        <h2 className={styles.title}>{t('home.recent')}</h2>
        <Button look="quiet" size="small" onPress={onForget}>
          {t('home.forget')}
        </Button>
      </header>
      <ul className={styles.list}>
        {rooms.map((room) => (
          <li key={`${room.base} ${room.room}`}>
            <PlainButton className={styles.room ?? ''} onPress={() => onChoose(room)}>
              <History size={16} aria-hidden />
              <Name className={styles.name}>{room.room}</Name>
              <span className={styles.host}>
                {room.here
                  ? t('home.hereOnThisComputer')
                  : t('home.recentOn', { host: new URL(room.base).host })}
              </span>
            </PlainButton>
          </li>
        ))}
      </ul>
    </section>
  )
}
