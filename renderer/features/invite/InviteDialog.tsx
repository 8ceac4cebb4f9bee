import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { DialogBox } from '../../ui/DialogBox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToasts } from '../../ui/toastContext.ts'
import styles from './InviteDialog.module.css'
import type { InviteParams } from './inviteLinks.ts'
import { useInvitation } from './useInvitation.ts'
import { QrCode } from './QrCode.tsx'
import { SaveInvitation } from './SaveInvitation.tsx'

export interface InviteDialogProps extends InviteParams {
  /** Newcomers are asked for one. */
  readonly hasPassword: boolean
  /** The password, where we know it. */
  readonly password: string | null
  readonly onClose: () => void
}

/** How others get here. */
export function InviteDialog({ password, onClose, ...params }: InviteDialogProps) {
  const { t } = useTranslation()
  const { links, thisComputerOnly, hosting, words, invitation } = useInvitation(params)
  const [first] = links
  return (
    <DialogBox title={t('invite.title')} closeName={t('call.close')} wide onClose={onClose}>
      {thisComputerOnly && <Notice tone="problem">{t('invite.noNetwork')}</Notice>}
      <div className={styles.columns}>
        <div className={styles.links}>
          <p>{hosting ? t('invite.hostText') : t('invite.guestText')}</p>
          <h3 className={styles.title}>{t('invite.links', { count: links.length })}</h3>
          {links.map((link, index) => (
            <LinkRow
              key={link}
              link={link}
              name={t('invite.link', { number: index + 1 })}
              first={index === 0}
            />
          ))}
          <p className={styles.note}>{t('invite.warning')}</p>
          {words !== null && (
            <>
              <h3 className={styles.title}>{t('invite.words')}</h3>
              <p className={styles.words}>{words}</p>
            </>
          )}
          {params.hasPassword && <Notice tone="info">{t('invite.password')}</Notice>}
          <div className={styles.copies}>
            <CopyButton text={invitation} name={t('invite.copyInvitation')} />
            {params.hasPassword && password !== null && (
              <CopyButton text={password} name={t('invite.copyPassword')} />
            )}
            {first !== undefined && <SaveInvitation room={params.room} link={first} />}
          </div>
        </div>
        {first !== undefined && <QrCode text={first} name={t('invite.qr')} />}
      </div>
    </DialogBox>
  )
}

interface LinkRowProps {
  readonly link: string
  readonly name: string
  readonly first: boolean
}

function LinkRow({ link, name, first }: LinkRowProps) {
  const { t } = useTranslation()
  return (
    <div className={styles.row}>
      <input
        className={styles.link}
        readOnly
        value={link}
        aria-label={name}
        onFocus={(event) => event.currentTarget.select()}
      />
      <CopyButton text={link} name={t('invite.copy')} look={first ? 'primary' : 'secondary'} />
    </div>
  )
}

interface CopyButtonProps {
  readonly text: string
  readonly name: string
  readonly look?: 'primary' | 'secondary'
}

function CopyButton({ text, name, look = 'secondary' }: CopyButtonProps) {
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
