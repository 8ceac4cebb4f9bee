import { Button } from './Button.tsx'
import { DialogBox } from './DialogBox.tsx'
import { IsolatedText } from './IsolatedText.tsx'

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
    <DialogBox
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
    </DialogBox>
  )
}
