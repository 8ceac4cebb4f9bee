import { Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/react/shallow'
import type { PeerId } from '../../../protocol/ids.ts'
import { peerOf } from '../../../room/features/membership.ts'
import type { ConnectionNumbers, PersonNumbers } from '../../session/media/stats/ConnectionStats.ts'
import type { ReceiveMode } from '../../session/media/subscribing/Subscriber.ts'
import { type Session, roomOf, selfOf } from '../../session/Session.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { useFailures } from '../../ui/failures/failuresContext.ts'
import { failuresText } from '../../ui/failures/failuresText.ts'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { ConnectionCharts } from './ConnectionCharts.tsx'
import styles from './ConnectionDialog.module.css'
import { PersonStats } from './PersonStats.tsx'
import { ReceiveModeSelect } from './ReceiveModeSelect.tsx'
import { connectionReport } from './connectionReport.ts'

/** In a small meeting everybody's numbers are open. */
const FEW = 3

export interface ConnectionDialogProps {
  readonly meeting: Session
  readonly onReception: (reception: ReceiveMode) => void
  readonly onClose: () => void
}

/** How well media gets through, in numbers, and what can be done about it. */
export function ConnectionDialog({ meeting, onReception, onClose }: ConnectionDialogProps) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const failures = useFailures()
  const reception = useStore(meeting.store, (state) => state.reception)
  const self = useStore(meeting.store, selfOf)
  const [numbers, setNumbers] = useState<ConnectionNumbers>({ people: [], moments: [] })
  useEffect(() => meeting.quality.watch(setNumbers), [meeting])
  const copy = () => {
    const failed = failuresText(t, failures.store.getState())
    navigator.clipboard.writeText(connectionReport(t, { numbers, self, reception }) + failed).then(
      () => toasts.show(t('quality.copied')),
      () => toasts.show(t('quality.copyFailed')),
    )
  }
  return (
    <Dialog
      title={t('quality.title')}
      closeName={t('call.close')}
      wide
      onClose={onClose}
      actions={
        <>
          <p className={styles.copyNote}>{t('quality.copyNote')}</p>
          <Button icon={Copy} onPress={copy}>
            {t('quality.copy')}
          </Button>
        </>
      }
    >
      <ReceiveModeSelect value={reception} onChange={onReception} />
      <ConnectionCharts moments={numbers.moments} />
      <section aria-label={t('quality.people')}>
        <h3 className={styles.heading}>{t('quality.people')}</h3>
        <People meeting={meeting} people={numbers.people} self={self} />
      </section>
    </Dialog>
  )
}

interface PeopleProps {
  readonly meeting: Session
  readonly people: readonly PersonNumbers[]
  readonly self: PeerId | null
}

function People({ meeting, people, self }: PeopleProps) {
  const { t } = useTranslation()
  const names = useStore(
    meeting.store,
    useShallow((state) => {
      const room = roomOf(state)
      return people.map(({ peer }) => (room === null ? undefined : peerOf(room, peer)?.name))
    }),
  )
  if (people.length === 0) return <p className={styles.note}>{t('quality.nothing')}</p>
  return people.map((numbers, index) => {
    const { peer } = numbers
    const name = names[index]
    if (name === undefined) return null
    const shown = peer === self ? `${name} ${t('call.you')}` : name
    return <PersonStats key={peer} name={shown} numbers={numbers} open={people.length <= FEW} />
  })
}
