import { Copy } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/Button.tsx'
import { DialogBox } from '../../ui/DialogBox.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { useToasts } from '../../ui/toastContext.ts'
import styles from './InviteDialog.module.css'
import { type InviteParams, inviteLinks } from './inviteLinks.ts'
import { QrCode } from './QrCode.tsx'

export interface InviteDialogProps extends InviteParams {
  readonly onClose: () => void
}

/** How others get here. */
export function InviteDialog({ onClose, ...params }: InviteDialogProps) {
  const { t } = useTranslation()
  const { links, thisComputerOnly, hosting } = inviteLinks(params)
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
  const toasts = useToasts()
  const copy = () => {
    navigator.clipboard.writeText(link).then(
      () => toasts.show(t('invite.copied')),
      () => toasts.show(t('invite.copyFailed')),
    )
  }
  return (
    <div className={styles.row}>
      <input
        className={styles.link}
        readOnly
        value={link}
        aria-label={name}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button look={first ? 'primary' : 'secondary'} icon={Copy} onPress={copy}>
        {t('invite.copy')}
      </Button>
    </div>
  )
}
