import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseIceServers } from '../../../protocol/outside.ts'
import { TextBox } from '../../ui/TextBox.tsx'

export interface IceServersBoxProps {
  readonly label: string
  readonly value: string
  readonly disabled: boolean
  readonly describedBy: string
  readonly onChange: (value: string) => void
}

/** STUN and TURN servers as one line; what is not yet one is not taken over. */
export function IceServersBox({ label, value, disabled, describedBy, onChange }: IceServersBoxProps) {
  const { t } = useTranslation()
  const [text, setText] = useState(value)
  return (
    <TextBox
      label={label}
      value={text}
      disabled={disabled}
      describedBy={describedBy}
      error={parseIceServers(text) === null ? t('settings.iceServersForm') : null}
      placeholder="stun:stun.example.org:3478"
      onChange={(typed) => {
        setText(typed)
        if (parseIceServers(typed) !== null) onChange(typed.trim())
      }}
    />
  )
}
