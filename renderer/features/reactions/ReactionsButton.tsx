import { SmilePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { reactionSchema } from '../../../room/reactions.ts'
import type { MeetingView } from '../../session/MeetingView.ts'
import { PopupChoices } from '../../ui/PopupChoices.tsx'
import { ToolbarButton } from '../../ui/ToolbarButton.tsx'
import { useReactions } from './useReactions.ts'

export function ReactionsButton({ meeting }: { readonly meeting: MeetingView }) {
  const { t } = useTranslation()
  const send = useReactions(meeting)
  if (send === null) return null
  return (
    <PopupChoices
      name={t('call.reactions')}
      trigger={
        <ToolbarButton
          name={t('call.reactions')}
          label={t('call.short.reactions')}
          icon={SmilePlus}
          shortcut="r"
        />
      }
      choices={reactionSchema.options.map((reaction) => ({
        id: reaction,
        name: t(`call.reaction.${reaction}`),
        shown: reaction,
        run: () => send(reaction),
      }))}
    />
  )
}
