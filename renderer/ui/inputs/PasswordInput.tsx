import { Eye, EyeOff } from 'lucide-react'
import { type Ref, useState } from 'react'
import { FieldError, Input, Label, Text, TextField } from 'react-aria-components'
import { IconButton } from '../buttons/IconButton.tsx'
import styles from './PasswordInput.module.css'

export interface PasswordInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly error: string | null
  readonly hint: string
  /** What the button is called that shows what was typed, and the one that hides it again. */
  readonly showName: string
  readonly hideName: string
  readonly autoFocus?: boolean
  readonly ref?: Ref<HTMLInputElement>
}

/**
 * A box for a secret that several people share, drawn as dots until it is shown. It is a text box and no password
 * field of the browser: that would offer to keep it, and to fill in the passwords of other pages.
 */
export function PasswordInput(props: PasswordInputProps) {
  const { label, value, onChange, error, hint, autoFocus = false } = props
  const [shown, setShown] = useState(false)
  return (
    <TextField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      validationBehavior="aria"
      autoComplete="off"
      autoFocus={autoFocus}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <div className={styles.row}>
        <Input
          className={styles.input ?? ''}
          spellCheck={false}
          autoCapitalize="off"
          data-hidden={!shown || undefined}
          {...(props.ref !== undefined && { ref: props.ref })}
        />
        <span className={styles.eye}>
          <IconButton
            name={shown ? props.hideName : props.showName}
            icon={shown ? EyeOff : Eye}
            onPress={() => setShown(!shown)}
          />
        </span>
      </div>
      {error === null && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </TextField>
  )
}
