// What is written in the meeting, and where one writes.
import { useMemo, useState } from 'react';
import type { Participant } from '../../call/CallState.ts';
import type { Chat } from '../../call/chat/ChatState.ts';
import type { WatchedValue } from '../../call/WatchedValue.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Composer, type Draft } from './Composer.tsx';
import { MessageList } from './MessageList.tsx';

interface ChatPanelProps {
  readonly chat: Chat;
  readonly participants: readonly Participant[];
  readonly draft: WatchedValue<Draft>;
  /** Why one cannot write. */
  readonly barred: string | undefined;
  readonly close: () => void;
}

export function ChatPanel({ chat, participants, draft, barred, close }: ChatPanelProps) {
  const words = useMessages().chat;
  const state = useStore(chat);
  // On a phone it would open the keyboard over what is to be read.
  const [typesAtOnce] = useState(() => matchMedia('(pointer: fine)').matches);
  const people = useMemo(
    () => participants.filter(({ isSelf }) => !isSelf).map(({ id, displayName }) => ({ id, displayName })),
    [participants],
  );
  return (
    <Panel label={words.title} title={words.title} close={close} focusTitle={!typesAtOnce}>
      <MessageList chat={chat} state={state} />
      <Composer chat={chat} people={people} draft={draft} barred={barred} focus={typesAtOnce} />
    </Panel>
  );
}
