import { ChevronDown, type LucideIcon } from 'lucide-react'
import { useId } from 'react'
import styles from './Select.module.css'
import { isolateInLabel } from '../names/isolateInLabel.ts'

export interface SelectOption {
  readonly value: string
  readonly label: string
}

export interface SelectProps {
  readonly label: string
  readonly icon?: LucideIcon
  readonly value: string
  readonly options: readonly SelectOption[]
  readonly onChange: (value: string) => void
  readonly disabled?: boolean
  /** Id of the element that says more. */
  readonly describedBy?: string
  /** Shows the label only to screen readers, where an icon says the same. */
  readonly labelHidden?: boolean
}

/** A native select: its list is the system's own, which works with every finger, key and reader. */
export function Select({
  label,
  icon: Icon,
  value,
  options,
  onChange,
  disabled = false,
  labelHidden = false,
  describedBy,
}: SelectProps) {
  const id = useId()
  return (
    <div className={styles.field}>
      {!labelHidden && (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      <div className={styles.box} data-disabled={disabled || undefined}>
        {Icon !== undefined && <Icon aria-hidden size={18} className={styles.icon} />}
        <select
          id={id}
          className={styles.select}
          aria-label={labelHidden ? label : undefined}
          aria-describedby={describedBy}
          data-icon={Icon !== undefined || undefined}
          value={value}
          disabled={disabled}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {isolateInLabel(option.label)}
            </option>
          ))}
        </select>
        <ChevronDown aria-hidden size={16} className={styles.arrow} />
      </div>
    </div>
  )
}
