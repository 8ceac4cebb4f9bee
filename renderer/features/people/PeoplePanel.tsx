import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeerId } from '../../../protocol/ids.ts'
import type { ListeningVolumes } from '../../media/ListeningVolumes.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './PeoplePanel.module.css'
import { PersonRowView } from './PersonRowView.tsx'
import { usePeople } from './usePeople.ts'
import { isolate } from '../../ui/isolate.ts'

export interface PeoplePanelProps {
  readonly meeting: MeetingView
  readonly volumes: ListeningVolumes
  /** Who waits to be let in, above those who are here. */
  readonly waiting: ReactNode
  /** Opens the chat with this person as its reader. */
  readonly onMessage: (peer: PeerId) => void
  readonly onClose: () => void
}

export function PeoplePanel({ meeting, volumes, waiting, onMessage, onClose }: PeoplePanelProps) {
  const { t } = useTranslation()
  const { rows, room, locked, run, question, answer } = usePeople(meeting, onMessage)
  return (
    <Panel title={t('people.title')} closeName={t('call.close')} onClose={onClose}>
      {waiting}
      <p className={styles.count}>
        {[
          t('people.count', { count: rows.length }),
          ...(room === null ? [] : [room === 0 ? t('people.full') : t('people.room', { count: room })]),
        ].join(' · ')}
      </p>
      <ul className={styles.list} aria-label={t('people.list')}>
        {rows.map((row) => (
          <PersonRowView key={row.id} row={row} volumes={volumes} onAction={run} />
        ))}
      </ul>
      {question?.kind === 'remove' && (
        <ConfirmDialog
          title={t('people.removeTitle', { name: isolate(question.name) })}
          text={t(locked ? 'people.removeTextLocked' : 'people.removeText', { name: isolate(question.name) })}
          yes={t('people.remove')}
          no={t('people.cancel')}
          danger
          onAnswer={answer}
        />
      )}
      {question?.kind === 'handOver' && (
        <ConfirmDialog
          title={t('people.handOverTitle', { name: isolate(question.name) })}
          text={t('people.handOverText', { name: isolate(question.name) })}
          yes={t('people.makeHost')}
          no={t('people.cancel')}
          onAnswer={answer}
        />
      )}
    </Panel>
  )
}
