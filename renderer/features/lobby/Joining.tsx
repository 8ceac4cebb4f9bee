import { Button } from '../../ui/Button.tsx'
import { Spinner } from '../../ui/Spinner.tsx'
import styles from './Joining.module.css'
import { IsolatedText } from '../../ui/IsolatedText.tsx'

export interface JoiningProps {
  readonly text: string
  readonly cancel: string
  readonly onCancel: () => void
}

/** The moment between a direct link and the room. */
export function Joining({ text, cancel, onCancel }: JoiningProps) {
  return (
    <main className={styles.joining} data-live>
      <p className={styles.text}>
        <Spinner />
        <span>
          <IsolatedText text={text} />
        </span>
      </p>
      <Button look="quiet" autoFocus onPress={onCancel}>
        {cancel}
      </Button>
    </main>
  )
}
