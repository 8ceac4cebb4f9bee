import { useTranslation } from 'react-i18next'
import { SHARE_STYLES, type ShareStyle } from '../../media/screen/shareStyle.ts'
import { Select } from '../../ui/inputs/Select.tsx'

export interface ShareModeSelectProps {
  readonly label: string
  readonly value: ShareStyle
  readonly onChange: (style: ShareStyle) => void
}

/** Sharp or smooth. */
export function ShareModeSelect({ label, value, onChange }: ShareModeSelectProps) {
  const { t } = useTranslation()
  return (
    <Select
      label={label}
      value={value}
      options={SHARE_STYLES.map((style) => ({ value: style, label: t(`sharing.style.${style}`) }))}
      onChange={(chosen) => {
        const style = SHARE_STYLES.find((one) => one === chosen)
        if (style !== undefined) onChange(style)
      }}
    />
  )
}
