import { SmilePlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { reactionSchema } from '../../../room/features/reactions.ts'
import type { Session } from '../../session/Session.ts'
import { ChoicePopover } from '../../ui/menus/ChoicePopover.tsx'
import { ToolbarButton } from '../../ui/buttons/ToolbarButton.tsx'
import { useReactions } from './useReactions.ts'

export function ReactionPicker({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const send = useReactions(meeting)
  if (send === null) return null
  return (
    <ChoicePopover
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
