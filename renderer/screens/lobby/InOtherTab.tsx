import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/buttons/Button.tsx'
import { Notice } from '../../ui/messages/Notice.tsx'

/** Another tab of this browser is in the meeting: two would hear each other. */
export function InOtherTab({ onMove }: { readonly onMove: () => void }) {
  const { t } = useTranslation()
  return (
    <div role="status">
      <Notice
        tone="info"
        action={
          <Button size="small" onPress={onMove}>
            {t('lobby.moveHere')}
          </Button>
        }
      >
        {t('lobby.elsewhere')}
      </Notice>
    </div>
  )
}
