import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { PeerId } from '../../../protocol/ids.ts'
import type { PlaybackVolumes } from '../../media/audio/PlaybackVolumes.ts'
import type { Session } from '../../session/Session.ts'
import { ConfirmDialog } from '../../ui/dialogs/ConfirmDialog.tsx'
import { Panel } from '../../ui/dialogs/Panel.tsx'
import styles from './PeoplePanel.module.css'
import { PersonRowView } from './PersonRowView.tsx'
import { usePersonActions } from './usePersonActions.ts'
import { isolate } from '../../ui/names/isolate.ts'

export interface PeoplePanelProps {
  readonly meeting: Session
  readonly volumes: PlaybackVolumes
  /** Who waits to be let in, above those who are here. */
  readonly waiting: ReactNode
  /** Opens the chat with this person as its reader. */
  readonly onMessage: (peer: PeerId) => void
  readonly onClose: () => void
}

export function PeoplePanel({ meeting, volumes, waiting, onMessage, onClose }: PeoplePanelProps) {
  const { t } = useTranslation()
  const { rows, room, locked, run, question, answer } = usePersonActions(meeting, onMessage)
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
