import type { TFunction } from 'i18next'
import { Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Policy } from '../../../protocol/ipc/policy.ts'
import { Notice } from '../../ui/messages/Notice.tsx'
import styles from './SettingsDialog.module.css'

/** What an administrator has decided besides the settings, each as a sentence. */
export function policySentences(policy: Policy, t: TFunction): string[] {
  const off = (['hosting', 'effects', 'screenShare'] as const).filter((feature) => !policy[feature])
  return [
    ...off.map((feature) => t(`settings.policy.off.${feature}`)),
    ...(policy.port === null ? [] : [t('settings.policy.port', { port: policy.port })]),
    ...(policy.mediaPort === null ? [] : [t('settings.policy.mediaPort', { port: policy.mediaPort })]),
    ...(policy.hosts.length === 0 ? [] : [t('settings.policy.hosts', { count: policy.hosts.length })]),
  ]
}

/** Says that the policy of this computer is broken, with the code that an administrator looks up. */
export function PolicyProblems({ policy }: { readonly policy: Policy }) {
  const { t } = useTranslation()
  return policy.problems.map(({ code, key }) => (
    <Notice key={`${code} ${key}`} tone="problem">
      <span>{t(`settings.policy.problem.${code}`, { key: key ?? '' })}</span>{' '}
      <span>{t('settings.policy.code', { code })}</span>
    </Notice>
  ))
}

export function PolicyNotices({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <ul className={styles.notes}>
      {sentences.map((sentence) => (
        <li key={sentence} className={styles.note}>
          <Lock size={14} aria-hidden />
          {sentence}
        </li>
      ))}
    </ul>
  )
}
