import { CircleAlert, CircleCheck, CircleDashed, Info, type LucideIcon } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Contact } from '../../../protocol/ipc/network.ts'
import type { CheckState, ConnectionCheckView } from '../../session/connectionCheck/ConnectionCheck.ts'
import { type CheckName, findings, type Verdict } from '../../session/connectionCheck/finding.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Spinner } from '../../ui/messages/Spinner.tsx'
import styles from './ConnectionCheck.module.css'
import { fixOfFinding, findingText } from './findingText.ts'

const ICONS: Readonly<Record<Verdict, LucideIcon>> = { fine: CircleCheck, note: Info, problem: CircleAlert }

interface CheckRowProps {
  readonly name: CheckName
  readonly state: CheckState
  readonly doctor: ConnectionCheckView
}

/** One check: how far it is or what it has found, and what to do about that. */
export function CheckRow({ name, state, doctor }: CheckRowProps) {
  const { t } = useTranslation()
  const verdict = state.kind === 'found' ? findings[state.finding.code] : undefined
  const fix = state.kind === 'found' ? fixOfFinding(t, state.finding) : null
  const Icon = verdict === undefined ? CircleDashed : ICONS[verdict]
  const busy = state.kind === 'running' || state.kind === 'asking'
  return (
    <li
      className={styles.check}
      data-verdict={verdict}
      data-code={state.kind === 'found' ? state.finding.code : undefined}
    >
      {busy ? (
        <span className={styles.busy}>
          <Spinner />
        </span>
      ) : (
        <Icon
          size={18}
          className={styles.icon}
          {...(verdict
            ? { role: 'img', 'aria-label': t(`doctor.verdict.${verdict}`) }
            : { 'aria-hidden': true })}
        />
      )}
      <div className={styles.words}>
        <strong className={styles.name}>{t(`doctor.check.${name}`)}</strong>
        <Words name={name} state={state} doctor={doctor} />
        {fix !== null && <span className={styles.fix}>{fix}</span>}
        {state.kind === 'found' && <ContactList contacts={state.finding.contacts ?? []} />}
      </div>
    </li>
  )
}

function ContactList({ contacts }: { readonly contacts: readonly Contact[] }) {
  const { t } = useTranslation()
  if (contacts.length === 0) return null
  return (
    <details className={styles.fix}>
      <summary>{t('doctor.contacts')}</summary>
      <ul className={styles.contacts}>
        {contacts.map(({ kind, how, place }) => (
          <li key={`${how} ${place}`}>
            {t('doctor.contact', {
              kind: t(`doctor.contactKind.${kind}`),
              how: t(`doctor.contactHow.${how}`),
              place,
            })}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Words({ name, state, doctor }: CheckRowProps) {
  const { t } = useTranslation()
  switch (state.kind) {
    case 'waiting':
      return <span className={styles.soft}>{t('doctor.waiting')}</span>
    case 'skipped':
      return <span className={styles.soft}>{t('doctor.skipped')}</span>
    case 'running':
      return name === 'microphone' ? (
        <>
          <span>{t('doctor.listening')}</span>
          <Level doctor={doctor} />
        </>
      ) : (
        <span className={styles.soft}>{t('doctor.running')}</span>
      )
    case 'asking':
      return (
        <span className={styles.question} role="group" aria-label={t('doctor.heard')}>
          <span>{t('doctor.heard')}</span>
          <span className={styles.answers}>
            <Button size="small" look="primary" autoFocus onPress={() => doctor.answer(true)}>
              {t('doctor.yes')}
            </Button>
            <Button size="small" onPress={() => doctor.answer(false)}>
              {t('doctor.no')}
            </Button>
          </span>
        </span>
      )
    case 'found':
      return <span>{findingText(t, state.finding)}</span>
    default:
      return state satisfies never
  }
}

/** The level goes straight to the element: it changes 15 times a second. */
function Level({ doctor }: { readonly doctor: ConnectionCheckView }) {
  const { t } = useTranslation()
  const meter = useRef<HTMLDivElement>(null)
  useLayoutEffect(
    () =>
      doctor.watchLevel((level) => {
        meter.current?.style.setProperty('--level', level.toFixed(2))
        meter.current?.setAttribute('aria-valuenow', String(Math.round(level * 20) * 5))
      }),
    [doctor],
  )
  return (
    <div
      ref={meter}
      className={styles.level}
      role="meter"
      aria-label={t('doctor.level')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={0}
    />
  )
}
