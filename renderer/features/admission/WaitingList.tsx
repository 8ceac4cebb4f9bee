import { KeyRound, Lock } from 'lucide-react'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { GuestId } from '../../../protocol/ids.ts'
import type { Session } from '../../session/Session.ts'
import { Avatar } from '../../ui/pictures/Avatar.tsx'
import { Button } from '../../ui/buttons/Button.tsx'
import { focusControl } from '../../ui/focusControl.ts'
import { useAdmission } from './useAdmission.ts'
import { useWaitingRoom } from './useWaitingRoom.ts'
import styles from './WaitingList.module.css'
import { Name } from '../../ui/names/Name.tsx'

export interface WaitingListProps {
  readonly meeting: Session
  /** Shows who may join; it is there for those who may change that. */
  readonly onDoor: () => void
}

/** Above the people in the room: how the door is, and who stands before it. */
export function WaitingList({ meeting, onDoor }: WaitingListProps) {
  const { t } = useTranslation()
  const title = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  const { locked, passwordSet, mayChange } = useAdmission(meeting)
  const { guests, admit, decline } = useWaitingRoom(meeting)
  // The buttons that were pressed go with their person: the focus stays in the list, or near it.
  const focusNear = (index: number | null) => {
    const rows = heading.current?.closest('section')?.querySelectorAll('li') ?? []
    const next = index === null ? undefined : (rows[index + 1] ?? rows[index - 1])
    const near = next?.querySelector('button')
    if (near) near.focus()
    else focusControl('p')
  }
  const answer = (give: (guest: GuestId) => void, guest: GuestId, index: number) => {
    focusNear(index)
    give(guest)
  }
  return (
    <>
      {(locked || passwordSet || mayChange) && (
        <div className={styles.door}>
          {locked && (
            <span className={styles.mark}>
              <Lock size={14} aria-hidden /> <span>{t('door.lockedShort')}</span>
            </span>
          )}
          {passwordSet && (
            <span className={styles.mark}>
              <KeyRound size={14} aria-hidden /> <span>{t('door.passwordShort')}</span>
            </span>
          )}
          {mayChange && (
            <Button look="quiet" size="small" onPress={onDoor}>
              {t('door.title')}
            </Button>
          )}
        </div>
      )}
      {guests.length > 0 && (
        <section className={styles.waiting} aria-labelledby={title}>
          <header className={styles.head}>
            <h3 id={title} ref={heading} className={styles.title}>
              {t('door.waiting')}
            </h3>
            {guests.length > 1 && (
              <Button
                size="small"
                onPress={() => {
                  focusNear(null)
                  admit(guests.map(({ id }) => id))
                }}
              >
                {t('door.admitAll')}
              </Button>
            )}
          </header>
          <ul className={styles.list} aria-labelledby={title}>
            {guests.map(({ id, name }, index) => (
              <li key={id} className={styles.row}>
                <Avatar name={name} size="small" />
                <Name cut className={styles.name}>
                  {name}
                </Name>
                <Button look="quiet" size="small" onPress={() => answer(decline, id, index)}>
                  <span>{t('door.decline')}</span>
                  <span className={styles.spoken}>
                    {' '}
                    <Name>{name}</Name>
                  </span>
                </Button>
                <Button
                  look="primary"
                  size="small"
                  onPress={() => answer((guest) => admit([guest]), id, index)}
                >
                  <span>{t('door.admit')}</span>
                  <span className={styles.spoken}>
                    {' '}
                    <Name>{name}</Name>
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
