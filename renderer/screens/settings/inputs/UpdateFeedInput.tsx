import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { settingsSchema } from '../../../../protocol/ipc/settings.ts'
import { TextInput } from '../../../ui/inputs/TextInput.tsx'

interface UpdateFeedInputProps {
  readonly label: string
  readonly value: string | null
  readonly disabled: boolean
  /** Id of the text that says what it does. */
  readonly describedBy: string
  readonly onChange: (feed: string | null) => void
}

/** An address of a feed. It is taken over when it is whole: each of its beginnings would be asked as well. */
export function UpdateFeedInput({ label, value, disabled, describedBy, onChange }: UpdateFeedInputProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value ?? '')
  const [wrong, setWrong] = useState(false)
  const done = () => {
    const text = typed.trim()
    const read = settingsSchema.shape.updateFeed.safeParse(text === '' ? null : text)
    setWrong(!read.success)
    if (read.success && read.data !== value) onChange(read.data)
  }
  return (
    <TextInput
      label={label}
      value={typed}
      disabled={disabled}
      describedBy={describedBy}
      error={wrong ? t('settings.notAFeed') : null}
      onChange={(text) => {
        setTyped(text)
        setWrong(false)
      }}
      onDone={done}
    />
  )
}
