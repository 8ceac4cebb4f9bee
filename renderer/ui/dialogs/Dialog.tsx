import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import styles from './Dialog.module.css'
import { IconButton } from '../buttons/IconButton.tsx'
import { isComposing } from '../inputs/isComposing.ts'
import { IsolatedText } from '../names/IsolatedText.tsx'

export interface DialogProps {
  readonly title: string
  readonly children: ReactNode
  /** The buttons below; the one that does what the title asks stands last. */
  readonly actions?: ReactNode
  readonly onClose: () => void
  /** Names the cross. Left out where the dialog has buttons that close it. */
  readonly closeName?: string
  readonly alert?: boolean
  readonly wide?: boolean
  /** Has long text with nothing to press in it: whoever has no mouse scrolls it by the arrow keys. */
  readonly reading?: boolean
}

/** A modal dialog. It is open as long as it is rendered. */
export function Dialog({
  title,
  children,
  actions,
  onClose,
  closeName,
  alert = false,
  wide = false,
  reading = false,
}: DialogProps) {
  return (
    <ModalOverlay
      className={styles.veil ?? ''}
      data-veil
      isOpen
      isDismissable={!alert}
      onOpenChange={(open) => {
        if (!open) onClose()
      }}
    >
      <Modal className={styles.modal ?? ''} data-wide={wide || undefined}>
        <AriaDialog className={styles.dialog ?? ''} role={alert ? 'alertdialog' : 'dialog'}>
          <header className={styles.head}>
            <Heading slot="title" className={styles.title ?? ''}>
              <IsolatedText text={title} />
            </Heading>
            {closeName !== undefined && <IconButton name={closeName} icon={X} onPress={onClose} />}
          </header>
          <div className={styles.body} {...(reading && { tabIndex: 0 })}>
            <div
              role="presentation"
              className={styles.contents}
              // The Escape that drops a half-written word does not close the dialog.
              onKeyDown={(event) => {
                if (isComposing(event)) event.stopPropagation()
              }}
            >
              {children}
            </div>
          </div>
          {actions !== undefined && <footer className={styles.actions}>{actions}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
