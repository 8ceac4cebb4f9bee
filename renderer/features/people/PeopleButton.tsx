import { Users } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ToolbarButton } from '../../ui/ToolbarButton.tsx'

export interface PeopleButtonProps {
  readonly open: boolean
  readonly onToggle: () => void
}

export function PeopleButton({ open, onToggle }: PeopleButtonProps) {
  const { t } = useTranslation()
  return (
    <ToolbarButton
      name={t('call.people')}
      label={t('call.short.people')}
      icon={Users}
      shortcut="p"
      expanded={open}
      onPress={onToggle}
    />
  )
}
