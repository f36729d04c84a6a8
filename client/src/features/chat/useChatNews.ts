// Tells in a notice what somebody wrote while the chat is closed; of many messages at once, how many.
import { useEffect } from 'react';
import type { Chat, ChatEntry } from '../../call/chat/ChatState.ts';
import type { Messages } from '../../messages/Messages.ts';

/** Milliseconds in which no second message is told. */
const PAUSE = 5_000;
const LONGEST = 80;

export function useChatNews(
  chat: Chat,
  { open, say, words }: { open: boolean; say: (text: string) => void; words: Messages['chat'] },
): void {
  useEffect(() => {
    if (open) return;
    let told = chat.get().latest;
    let waiting: ChatEntry[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;

    function tell(): void {
      timer = undefined;
      const [only, ...more] = waiting;
      waiting = [];
      if (!only) return;
      say(more.length > 0 ? words.newer(more.length + 1) : sentence(only, words));
      timer = setTimeout(tell, PAUSE);
    }

    const stop = chat.subscribe(() => {
      const { latest } = chat.get();
      if (!latest || latest === told) return;
      told = latest;
      waiting.push(latest);
      if (timer === undefined) tell();
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [chat, open, say, words]);
}

function sentence({ from, to, text }: ChatEntry, words: Messages['chat']): string {
  const characters = Array.from(text.replaceAll(/\s+/gu, ' '));
  const short =
    characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : characters.join('');
  return to ? words.newsToYou(from.displayName, short) : words.news(from.displayName, short);
}
