import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseIceServers } from '../../../../protocol/hostProcess/outsideAccess.ts'
import { TextInput } from '../../../ui/inputs/TextInput.tsx'

export interface IceServersInputProps {
  readonly label: string
  readonly value: string
  readonly disabled: boolean
  readonly describedBy: string
  readonly onChange: (value: string) => void
}

/** STUN and TURN servers as one line; taken over when the person is done with it, and only where it is sound. */
export function IceServersInput({ label, value, disabled, describedBy, onChange }: IceServersInputProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  return (
    <TextInput
      label={label}
      value={text}
      disabled={disabled}
      describedBy={describedBy}
      error={parseIceServers(text) === null ? t('settings.iceServersForm') : null}
      placeholder="stun:stun.example.org:3478"
      onChange={setText}
      onDone={() => {
        if (parseIceServers(text) !== null && text.trim() !== value) onChange(text.trim())
      }}
    />
  )
}
