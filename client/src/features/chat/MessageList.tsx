// The log of what was written. It stays at its end while one is there, and where one reads otherwise.
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Chat, ChatState } from '../../call/chat/ChatState.ts';
import { pageLanguage } from '../../messages/pageLanguage.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { usePageVisible } from '../../react/usePageVisible.ts';
import { useStore } from '../../react/useStore.ts';
import { Button } from '../../ui/Button.tsx';
import { groupMessages, type MessageGroup } from './groupMessages.ts';
import { MessageGroupView } from './MessageGroupView.tsx';
import styles from './MessageList.module.css';

/** Pixels from the end that still count as there. */
const NEAR = 32;

/** Of the list as it was drawn last. */
interface Extent {
  readonly first: string | undefined;
  readonly last: string | undefined;
  readonly height: number;
}

export function MessageList({ chat, state }: { readonly chat: Chat; readonly state: ChatState }) {
  const words = useMessages().chat;
  const { locale } = useStore(pageLanguage);
  const time = useMemo(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short' }), [locale]);
  const { entries, hasEarlier, loadingEarlier, unread } = state;
  const list = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const visible = usePageVisible();
  const groups = useGroups(entries);
  const before = useRef<Extent>({ first: undefined, last: undefined, height: 0 });

  useEffect(() => {
    chat.setReading(atEnd && visible);
    return () => chat.setReading(false);
  }, [chat, atEnd, visible]);

  useLayoutEffect(() => {
    const log = list.current;
    if (!log) return;
    const was = before.current;
    const last = entries.at(-1);
    const first = entries[0]?.key;
    const wrote = last?.isOwn === true && last.key !== was.last;
    if (atEnd || wrote) log.scrollTop = log.scrollHeight;
    else if (first !== was.first) log.scrollTop += log.scrollHeight - was.height;
    before.current = { first, last: last?.key, height: log.scrollHeight };
  }, [entries, atEnd]);

  useEffect(() => {
    const log = list.current;
    if (!log || !content.current || !atEnd) return;
    // As when the keyboard of a phone opens, or a message turns out not to be sent.
    const observer = new ResizeObserver(() => (log.scrollTop = log.scrollHeight));
    observer.observe(log);
    observer.observe(content.current);
    return () => observer.disconnect();
  }, [atEnd]);

  function onScroll(): void {
    const log = list.current;
    if (log) setAtEnd(log.scrollHeight - log.scrollTop - log.clientHeight < NEAR);
  }

  return (
    <div className={styles.frame}>
      <div
        ref={list}
        className={styles.list}
        role="log"
        aria-label={words.log}
        // What is loaded from before is no news.
        aria-live={loadingEarlier ? 'off' : 'polite'}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- so that it can be scrolled by keyboard
        tabIndex={0}
        onScroll={onScroll}
      >
        <div ref={content}>
          {hasEarlier && (
            <Button
              className={styles.earlier}
              look="quiet"
              disabled={loadingEarlier}
              onClick={() => chat.loadEarlier()}
            >
              {words.earlier}
            </Button>
          )}
          {entries.length === 0 && <p className={styles.empty}>{words.empty}</p>}
          {groups.map((group) => (
            <MessageGroupView key={group.key} chat={chat} group={group} time={time} />
          ))}
        </div>
      </div>
      {unread > 0 && !atEnd && (
        <Button className={styles.newer} look="primary" onClick={() => setAtEnd(true)}>
          <ArrowDown aria-hidden size={16} />
          {words.newer(unread)}
        </Button>
      )}
    </div>
  );
}

/** Only the group that a message belongs to is another one than before. */
function useGroups(entries: ChatState['entries']): readonly MessageGroup[] {
  const [known, setKnown] = useState<{ entries: typeof entries; groups: readonly MessageGroup[] }>();
  if (known?.entries === entries) return known.groups;
  const groups = groupMessages(entries, known?.groups);
  setKnown({ entries, groups });
  return groups;
}
