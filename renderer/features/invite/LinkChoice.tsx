import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { InviteLink, InviteLinks } from './inviteLinks.ts'
import styles from './LinkChoice.module.css'

export interface LinkChoiceProps {
  readonly links: InviteLinks
  readonly chosen: InviteLink
  readonly onChoose: (link: InviteLink) => void
}

/** For whom the shown link is. Native radio buttons: one tab stop, arrow keys, and every reader knows them. */
export function LinkChoice({ links: { first, outside, further }, chosen, onChoose }: LinkChoiceProps) {
  const { t } = useTranslation()
  const name = useId()
  const row = (one: InviteLink) => (
    <label key={one.link} className={styles.row}>
      <input type="radio" name={name} checked={one.link === chosen.link} onChange={() => onChoose(one)} />
      <span className={styles.words}>
        <span>{t(`invite.for.${one.forWhom}`)}</span>{' '}
        <span className={styles.host} translate="no">
          {one.host}
        </span>
      </span>
    </label>
  )
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{t('invite.forWhom')}</legend>
      {[first, ...outside].map(row)}
      {further.length > 0 && (
        <details className={styles.further}>
          <summary>{t('invite.further')}</summary>
          {further.map(row)}
        </details>
      )}
    </fieldset>
  )
}
