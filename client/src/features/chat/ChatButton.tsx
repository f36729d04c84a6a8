// Opens the chat, and says how much there is to read. It alone is drawn anew when somebody writes.
import { MessageSquare } from 'lucide-react';
import type { Chat } from '../../call/chat/ChatState.ts';
import { useMessages } from '../../messages/useMessages.ts';
import { useStore } from '../../react/useStore.ts';
import { IconButton } from '../../ui/IconButton.tsx';

interface ChatButtonProps {
  readonly chat: Chat;
  readonly open: boolean;
  readonly toggle: () => void;
}

export function ChatButton({ chat, open, toggle }: ChatButtonProps) {
  const words = useMessages().chat;
  const { unread } = useStore(chat);
  return (
    <IconButton
      icon={MessageSquare}
      label={words.button(unread)}
      shortcut="C"
      count={unread}
      aria-expanded={open}
      onClick={toggle}
    />
  );
}
