import { UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'

export function InviteButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useTranslation()
  return (
    <Button size="small" icon={UserPlus} shortcut="i" onPress={onPress}>
      {t('invite.button')}
    </Button>
  )
}
