import { ArrowDown, Lock } from 'lucide-react'
import { memo, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { timeOfDay } from '../../locales/timeOfDay.ts'
import type { Session } from '../../session/Session.ts'
import { Button } from '../../ui/buttons/Button.tsx'
import type { ChatStore } from './ChatStore.ts'
import styles from './MessageList.module.css'
import { MessageText } from './MessageText.tsx'
import { type ShownGroup, useMessages } from './useMessages.ts'
import { useStickToBottom } from './useStickToBottom.ts'
import { Name } from '../../ui/names/Name.tsx'
import { IsolatedText } from '../../ui/names/IsolatedText.tsx'
import { isolate } from '../../ui/names/isolate.ts'
import { SenderMark } from './SenderMark.tsx'

export interface MessageListProps {
  readonly meeting: Session
  readonly chat: ChatStore
}

/** The conversation. It is read as far as its end has been on the screen. */
export function MessageList({ meeting, chat }: MessageListProps) {
  const { t } = useTranslation()
  const groups = useMessages(meeting)
  const newest = groups.at(-1)?.messages.at(-1)?.id ?? null
  const { list, atEnd, onScroll, toEnd } = useStickToBottom(newest)
  useEffect(() => {
    if (atEnd && newest !== null) chat.markRead()
  }, [atEnd, chat, newest])
  const more = !atEnd && chat.unread() > 0
  return (
    <div className={styles.frame}>
      <div
        ref={list}
        className={styles.list}
        role="log"
        aria-label={t('chat.messages')}
        // Long conversations are scrolled with the keyboard too.
        tabIndex={0}
        onScroll={onScroll}
      >
        {newest === null && <p className={styles.empty}>{t('chat.empty')}</p>}
        {groups.map((group) => (
          <Group key={group.id} meeting={meeting} group={group} />
        ))}
      </div>
      {more && (
        <div className={styles.more}>
          <Button look="primary" size="small" icon={ArrowDown} onPress={toEnd}>
            {t('chat.newMessages')}
          </Button>
        </div>
      )}
    </div>
  )
}

const Group = memo(
  function Group({ meeting, group }: { readonly meeting: Session; readonly group: ShownGroup }) {
    const { t } = useTranslation()
    return (
      <article className={styles.group} data-private={group.to !== null || undefined}>
        <header className={styles.head}>
          {group.own ? (
            <span className={styles.name}>{t('chat.you')}</span>
          ) : (
            <Name cut className={styles.name}>
              {group.name}
            </Name>
          )}
          {!group.own && <SenderMark meeting={meeting} sender={group.from} />}
          {group.to !== null && (
            <span className={styles.private}>
              <Lock size={12} aria-hidden />
              <span>
                <IsolatedText
                  text={
                    group.own
                      ? t('chat.privateTo', { name: isolate(group.toName ?? t('chat.gone')) })
                      : t('chat.privateToYou')
                  }
                />
              </span>
            </span>
          )}
          <time className={styles.time} dateTime={new Date(group.at).toISOString()}>
            {timeOfDay(group.at)}
          </time>
        </header>
        {group.messages.map((message) => (
          <p key={message.id} className={styles.text} dir="auto" translate="no">
            <MessageText text={message.text} />
          </p>
        ))}
      </article>
    )
  },
  // Messages never change; but of those at the limit the oldest goes as a new one comes.
  ({ meeting, group: one }, { meeting: before, group: other }) =>
    meeting === before &&
    one.toName === other.toName &&
    one.messages.length === other.messages.length &&
    one.messages.every(({ id }, index) => id === other.messages[index]?.id),
)
