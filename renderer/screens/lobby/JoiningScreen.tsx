import { Button } from '../../ui/buttons/Button.tsx'
import { Spinner } from '../../ui/messages/Spinner.tsx'
import styles from './JoiningScreen.module.css'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'

export interface JoiningScreenProps {
  readonly text: string
  readonly cancel: string
  readonly onCancel: () => void
}

/** The moment between a direct link and the room. */
export function JoiningScreen({ text, cancel, onCancel }: JoiningScreenProps) {
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
