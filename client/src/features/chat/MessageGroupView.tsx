// What one person wrote in a row: who, to whom if not to everybody, when, and what.
import { Lock } from 'lucide-react';
import { memo } from 'react';
import type { Chat, ChatEntry } from '../../call/chat/ChatState.ts';
import { SELF_ID } from '../../call/participants.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { Button } from '../../ui/Button.tsx';
import { personStyle } from '../../ui/personStyle.ts';
import type { MessageGroup } from './groupMessages.ts';
import styles from './MessageGroupView.module.css';
import { MessageText } from './MessageText.tsx';

interface MessageGroupViewProps {
  readonly chat: Chat;
  readonly group: MessageGroup;
  readonly time: Intl.DateTimeFormat;
}

export const MessageGroupView = memo(function MessageGroupView({ chat, group, time }: MessageGroupViewProps) {
  const words = useMessages().chat;
  const [first] = group.entries;
  if (!first) return null;
  const { from, to, isOwn, sentAt } = first;
  return (
    <article className={styles.group} data-private={to !== undefined} data-own={isOwn}>
      <header className={styles.header}>
        <bdi className={styles.name} style={personStyle(from.id)}>
          {isOwn ? words.you : from.displayName}
        </bdi>
        <time className={styles.time} dateTime={new Date(sentAt).toISOString()}>
          {time.format(sentAt)}
        </time>
        {to && (
          <span className={styles.private}>
            <Lock aria-hidden size={12} strokeWidth={2.4} />
            <bdi>{to.id === SELF_ID ? words.onlyToYou : words.onlyTo(to.displayName)}</bdi>
          </span>
        )}
      </header>
      {group.entries.map((entry) => (
        <Line key={entry.key} chat={chat} entry={entry} />
      ))}
    </article>
  );
});

const Line = memo(function Line({ chat, entry }: { readonly chat: Chat; readonly entry: ChatEntry }) {
  const words = useMessages().chat;
  const { key, text, delivery } = entry;
  const failed = delivery !== 'sent' && delivery !== 'pending';
  return (
    <div className={styles.line} data-delivery={delivery}>
      <MessageText text={text} />
      {delivery === 'pending' && <span className={styles.pending}>{words.pending}</span>}
      {failed && (
        <div className={styles.failed}>
          <span>{words.problems[delivery]}</span>
          <Button className={styles.action} onClick={() => chat.retry(key)}>
            {words.retry}
          </Button>
          <Button className={styles.action} onClick={() => chat.discard(key)}>
            {words.discard}
          </Button>
        </div>
      )}
    </div>
  );
});
