import { KeyRound, Lock, ShieldCheck, Users, Wifi } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Button as PlainButton } from 'react-aria-components'
import type { NearbyRow } from '../../../../protocol/ipc/ipc.ts'
import { Button } from '../../../ui/buttons/Button.tsx'
import styles from './NearbyMeetings.module.css'
import { Name } from '../../../ui/names/Name.tsx'
import { IsolatedText } from '../../../ui/names/IsolatedText.tsx'
import { isolate } from '../../../ui/names/isolate.ts'

export interface NearbyMeetingsProps {
  readonly meetings: readonly NearbyRow[]
  readonly looking: boolean
  readonly onLook: (looking: boolean) => void
  readonly onChoose: (meeting: NearbyRow) => void
}

/** What the hosts on this network announce. */
export function NearbyMeetings({ meetings, looking, onLook, onChoose }: NearbyMeetingsProps) {
  const { t } = useTranslation()
  const title = useId()
  return (
    <section>
      <header className={styles.head}>
        <h2 id={title} className={styles.title}>
          {t('home.nearby')}
        </h2>
        <Button look="quiet" size="small" onPress={() => onLook(!looking)}>
          {t(looking ? 'home.nearbyStop' : 'home.nearbyLook')}
        </Button>
      </header>
      {looking && meetings.length === 0 && (
        <p className={styles.none}>
          <Wifi size={16} aria-hidden />
          <span>{t('home.nearbyNone')}</span>
        </p>
      )}
      {looking && (
        <ul className={styles.list} aria-labelledby={title}>
          {meetings.map((meeting) => (
            <li key={`${meeting.fingerprint} ${meeting.id}`}>
              <NearbyRoom meeting={meeting} onPress={() => onChoose(meeting)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function NearbyRoom({ meeting, onPress }: { readonly meeting: NearbyRow; readonly onPress: () => void }) {
  const { t } = useTranslation()
  const { room, host, people, locked, password, known } = meeting
  return (
    <PlainButton className={styles.room ?? ''} onPress={onPress}>
      <Name className={styles.name}>{room}</Name>
      <span className={styles.host}>
        <IsolatedText text={t('home.recentOn', { host: isolate(host) })} />
      </span>
      {known && <ShieldCheck size={16} role="img" aria-label={t('home.nearbyKnown')} />}
      {locked && <Lock size={16} role="img" aria-label={t('home.nearbyLocked')} />}
      {password && <KeyRound size={16} role="img" aria-label={t('home.nearbyPassword')} />}
      <span className={styles.people}>
        <Users size={16} aria-hidden />
        <span aria-hidden>{people}</span>
        <span className={styles.spoken}>{t('home.nearbyPeople', { count: people })}</span>
      </span>
    </PlainButton>
  )
}
