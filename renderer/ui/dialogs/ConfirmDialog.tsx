import { Button } from '../buttons/Button.tsx'
import { Dialog } from './Dialog.tsx'
import { IsolatedText } from '../names/IsolatedText.tsx'

export interface ConfirmDialogProps {
  readonly title: string
  readonly text: string
  readonly yes: string
  readonly no: string
  readonly danger?: boolean
  readonly onAnswer: (yes: boolean) => void
}

/** Asks before something that cannot be taken back. Escape means no, and so does the first Enter. */
export function ConfirmDialog({ title, text, yes, no, danger = false, onAnswer }: ConfirmDialogProps) {
  return (
    <Dialog
      title={title}
      alert
      onClose={() => onAnswer(false)}
      actions={
        <>
          <Button autoFocus onPress={() => onAnswer(false)}>
            {no}
          </Button>
          <Button look={danger ? 'danger' : 'primary'} onPress={() => onAnswer(true)}>
            {yes}
          </Button>
        </>
      }
    >
      <p>
        <IsolatedText text={text} />
      </p>
    </Dialog>
  )
}
