import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpdateState } from '../../../protocol/ipc/update.ts'
import type { Platform } from '../../platform/Platform.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'

export interface UpdateNoticeProps {
  readonly update: NonNullable<Platform['update']>
  /** The feed's address: another one is asked at once. */
  readonly feed: string
}

/** What the update feed has, asked when this is first shown: the offer with its button, or why it was refused. */
export function UpdateNotice({ update, feed }: UpdateNoticeProps) {
  const { t } = useTranslation()
  const [known, setKnown] = useState<{ readonly of: string; readonly state: UpdateState } | null>(null)
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    let over = false
    update.check().then(
      (state) => {
        if (!over) setKnown({ of: feed, state })
      },
      () => undefined,
    )
    return () => {
      over = true
    }
  }, [update, feed])
  if (known?.of !== feed) return null
  const { state } = known
  switch (state.state) {
    case 'off':
    case 'current':
      return null
    case 'offered': {
      const install = async () => {
        setBusy(true)
        const after = await update.install().catch(() => null)
        setBusy(false)
        if (after !== null) setKnown({ of: feed, state: after })
      }
      const button = (
        <Button size="small" pending={busy} onPress={() => void install()}>
          {t('update.install')}
        </Button>
      )
      return (
        <Notice tone="info" action={button}>
          {busy ? t('update.installing') : t('update.offered', { version: state.version })}
        </Notice>
      )
    }
    case 'installed':
    case 'handed':
      return <Notice tone="info">{t(`update.${state.state}`, { version: state.version })}</Notice>
    case 'refused':
      // Away from its feed, a computer would say so at each start.
      return state.code === 'update_unreachable' ? null : (
        <Notice tone="problem">{t(`update.problem.${state.code}`)}</Notice>
      )
    default:
      return state satisfies never
  }
}
