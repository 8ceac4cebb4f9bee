import { FieldError, Input, Label, Text, TextField } from 'react-aria-components'
import styles from './TextInput.module.css'

export interface TextInputProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  /** A sentence that says what is wrong, beside the box. */
  readonly error?: string | null
  readonly hint?: string | undefined
  readonly placeholder?: string
  readonly autoComplete?: string
  readonly autoFocus?: boolean
  readonly disabled?: boolean
  /** Id of a text elsewhere that says more. */
  readonly describedBy?: string
  /** The person has gone on to something else. */
  readonly onDone?: () => void
}

/** One line of text with its label above and its error or hint below. */
export function TextInput({
  label,
  value,
  onChange,
  error = null,
  hint,
  placeholder,
  autoComplete = 'off',
  autoFocus = false,
  disabled = false,
  describedBy,
  onDone,
}: TextInputProps) {
  return (
    <TextField
      className={styles.field ?? ''}
      value={value}
      onChange={onChange}
      isInvalid={error !== null}
      // Our sentences, not the browser's: validation happens on submit, by the schemas of the protocol.
      validationBehavior="aria"
      autoComplete={autoComplete}
      autoFocus={autoFocus}
      isDisabled={disabled}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
      {...(onDone !== undefined && { onBlur: onDone })}
    >
      <Label className={styles.label ?? ''}>{label}</Label>
      <Input
        className={styles.input ?? ''}
        spellCheck={false}
        autoCapitalize="off"
        dir="auto"
        {...(placeholder !== undefined && { placeholder })}
      />
      {hint !== undefined && error === null && (
        <Text slot="description" className={styles.hint ?? ''}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{error}</FieldError>
    </TextField>
  )
}
