import { Fragment, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import type { SettingsChange } from '../../../protocol/ipc/settings.ts'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { TextInput } from '../../ui/inputs/TextInput.tsx'
import { useToasts } from '../../ui/messages/useToasts.ts'
import { matchesSearch } from './matchesSearch.ts'
import { PolicyNotices, PolicyProblems, policySentences } from './PolicyNotices.tsx'
import { SettingRow } from './SettingRow.tsx'
import { SETTING_ROWS } from './settingRows.ts'
import styles from './SettingsDialog.module.css'
import type { SettingsStore } from '../../platform/SettingsStore.ts'

/** A setting that is kept elsewhere and shown here too. */
export interface FurtherSetting {
  readonly id: string
  /** Everything that it should be found by. */
  readonly words: string
  readonly control: ReactNode
}

export interface SettingsDialogProps {
  readonly model: SettingsStore
  /** Settings of the call. */
  readonly further: readonly FurtherSetting[]
  /** What of this computer can be reached from outside now. */
  readonly outside: ReactNode
  readonly onClose: () => void
}

/** Every setting, found by its words. All apply at once. */
export function SettingsDialog({ model, further, outside, onClose }: SettingsDialogProps) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const [search, setSearch] = useState('')
  const { settings, policy, taken } = useStore(model.store)
  const change = (changes: SettingsChange) => {
    model.change(changes).catch(() => toasts.show(t('settings.notKept')))
  }
  const found = SETTING_ROWS.filter(
    ({ key, section }) =>
      model.offered.includes(key) &&
      matchesSearch(
        [
          t(`settings.label.${key}`),
          t(`settings.hint.${key}`),
          t(`settings.words.${key}`),
          t(`settings.section.${section}`),
        ].join(' '),
        search,
      ),
  )
  const ofCall = further.filter(({ words }) =>
    matchesSearch(`${words} ${t('settings.section.call')}`, search),
  )
  const decided = policySentences(policy, t).filter((sentence) =>
    matchesSearch(`${sentence} ${t('settings.section.organisation')}`, search),
  )
  const nothing = found.length === 0 && ofCall.length === 0 && decided.length === 0
  return (
    <Dialog title={t('settings.title')} closeName={t('call.close')} onClose={onClose}>
      <PolicyProblems policy={policy} />
      <TextInput label={t('settings.search')} value={search} onChange={setSearch} autoFocus />
      {(['look', 'desktop', 'keys', 'outside'] as const).map((section) => {
        const rows = found.filter((row) => row.section === section)
        return (
          rows.length > 0 && (
            <Section key={section} title={t(`settings.section.${section}`)}>
              {rows.map((row) => (
                <Fragment key={row.key}>
                  <SettingRow
                    row={row}
                    settings={settings}
                    managed={policy.managed.includes(row.key)}
                    taken={taken.includes(row.key)}
                    onChange={change}
                  />
                  {row.key === 'mapPorts' && outside}
                </Fragment>
              ))}
            </Section>
          )
        )
      })}
      {ofCall.length > 0 && (
        <Section title={t('settings.section.call')}>
          {ofCall.map(({ id, control }) => (
            <div key={id} className={styles.row}>
              {control}
            </div>
          ))}
        </Section>
      )}
      {decided.length > 0 && (
        <Section title={t('settings.section.organisation')}>
          <PolicyNotices sentences={decided} />
        </Section>
      )}
      <p className={styles.hint} role="status">
        {nothing && t('settings.nothingFound')}
      </p>
    </Dialog>
  )
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{title}</h3>
      {children}
    </section>
  )
}
