import styles from './Checkbox.module.css'

export interface CheckboxProps {
  readonly label: string
  readonly checked: boolean
  readonly onChange: (checked: boolean) => void
  readonly disabled?: boolean
  /** Id of the element that says more. */
  readonly describedBy?: string
}

/** A native check box with its label. */
export function Checkbox({ label, checked, onChange, disabled = false, describedBy }: CheckboxProps) {
  return (
    <label className={styles.box}>
      <input
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  )
}
