import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'
import { Dialog } from '../../ui/dialogs/Dialog.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'
import { useToasts } from '../../ui/messages/useToasts.ts'
import styles from './InviteDialog.module.css'
import { type InviteParams, inviteLinks } from './inviteLinks.ts'
import { LinkChoice } from './LinkChoice.tsx'
import { QrCode } from './QrCode.tsx'
import { SaveInvitation } from './SaveInvitation.tsx'
import { useInvitation } from './useInvitation.ts'

export interface InviteDialogProps extends InviteParams {
  /** Newcomers are asked for one. */
  readonly hasPassword: boolean
  /** The password, where we know it. */
  readonly password: string | null
  readonly onClose: () => void
}

/** How others get here: one link, for those whom it is chosen for. */
export function InviteDialog({ hasPassword, password, onClose, ...params }: InviteDialogProps) {
  const { t } = useTranslation()
  const links = inviteLinks(params)
  const { first, outside, further, hosting } = links
  const [wish, setWish] = useState(first.base)
  // The way that was chosen may end while this is open.
  const chosen = [...outside, ...further].find(({ base }) => base === wish) ?? first
  const { words, invitation } = useInvitation(params.room, chosen, hasPassword)
  const several = outside.length + further.length > 0
  return (
    <Dialog title={t('invite.title')} closeName={t('call.close')} wide onClose={onClose}>
      {first.forWhom === 'ownComputer' && <Notice tone="problem">{t('invite.noNetwork')}</Notice>}
      <div className={styles.columns}>
        <div className={styles.links}>
          {several && <LinkChoice links={links} chosen={chosen} onChoose={({ base }) => setWish(base)} />}
          <p>{t(`invite.text.${chosen.forWhom}`)}</p>
          <div className={styles.row}>
            <input
              className={styles.link}
              readOnly
              value={chosen.link}
              aria-label={t('invite.link')}
              onFocus={(event) => event.currentTarget.select()}
            />
            <CopyButton text={chosen.link} name={t('invite.copy')} look="primary" />
          </div>
          {several && <p className={styles.note}>{t('invite.appFindsAll')}</p>}
          <p className={styles.note}>{t('invite.warning')}</p>
          {words !== null && (
            <>
              <h3 className={styles.title}>{t('invite.words')}</h3>
              <p className={styles.words} translate="no">
                {words}
              </p>
            </>
          )}
          {hasPassword && <Notice tone="info">{t('invite.password')}</Notice>}
          <div className={styles.copies}>
            <CopyButton text={invitation} name={t('invite.copyInvitation')} look="secondary" />
            {hasPassword && password !== null && (
              <CopyButton text={password} name={t('invite.copyPassword')} look="secondary" />
            )}
            <SaveInvitation room={params.room} link={chosen.link} />
          </div>
        </div>
        <QrCode
          text={chosen.link}
          name={hosting ? t('invite.qrFor', { forWhom: t(`invite.for.${chosen.forWhom}`) }) : t('invite.qr')}
        />
      </div>
    </Dialog>
  )
}

interface CopyButtonProps {
  readonly text: string
  readonly name: string
  readonly look: 'primary' | 'secondary'
}

function CopyButton({ text, name, look }: CopyButtonProps) {
  const { t } = useTranslation()
  const toasts = useToasts()
  const copy = () => {
    navigator.clipboard.writeText(text).then(
      () => toasts.show(t('invite.copied')),
      () => toasts.show(t('invite.copyFailed')),
    )
  }
  return (
    <Button look={look} icon={Copy} onPress={copy}>
      {name}
    </Button>
  )
}
