import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { peerOf } from '../../../room/features/membership.ts'
import type { Session } from '../../session/Session.ts'
import styles from './ReactionOverlay.module.css'
import { RecentReactions } from './RecentReactions.ts'
import { Name } from '../../ui/names/Name.tsx'
import { isolateInLabel } from '../../ui/names/isolateInLabel.ts'

/** Reactions rise over the pictures with their sender's name and are gone. */
export function ReactionOverlay({ meeting }: { readonly meeting: Session }) {
  const { t } = useTranslation()
  const [recent] = useState(() => new RecentReactions())
  useEffect(
    () =>
      meeting.onEvent((event, before) => {
        if (event.type !== 'reaction.sent') return
        const name = peerOf(before, event.peer)?.name
        if (name !== undefined) recent.add(name, event.reaction)
      }),
    [meeting, recent],
  )
  const shown = useStore(recent.store)
  return (
    <div className={styles.reactions}>
      {shown.map(({ id, name, reaction }) => (
        <div
          key={id}
          className={styles.reaction}
          // Neighbours rise beside each other, not through each other.
          style={{ '--lane': id % 5 }}
          role="img"
          aria-label={t('call.reactedWith', {
            name: isolateInLabel(name),
            reaction: t(`call.reaction.${reaction}`),
          })}
        >
          <span className={styles.symbol}>{reaction}</span>
          <Name cut className={styles.name}>
            {name}
          </Name>
        </div>
      ))}
    </div>
  )
}
