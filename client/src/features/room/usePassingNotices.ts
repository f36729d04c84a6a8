// Notices that go by themselves: who came and went, and what one's own clicks did.
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Call } from '../../call/CallState.ts';
import type { Messages } from '../../messages/Messages.ts';
import type { Notice } from '../../ui/Notices.tsx';
import { deviceNewsBetween } from './deviceNews.ts';
import { hostNewsBetween } from './hosting/hostNews.ts';
import { pinNewsBetween } from './hosting/pinNews.ts';
import { recordingNewsBetween, recordingNewsOnArrival } from './recording/recordingNews.ts';
import { newsBetween } from './news.ts';

const shownFor = 5_000;

export function usePassingNotices(
  call: Call,
  words: Pick<Messages, 'room' | 'hands' | 'hosting' | 'stage' | 'recording'>,
): [readonly Notice[], (text: string) => void] {
  const [notices, setNotices] = useState<readonly Notice[]>([]);
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  const count = useRef(0);

  const say = useCallback((text: string): void => {
    const id = `passing-${count.current++}`;
    // The same words twice are one notice, shown anew.
    setNotices((now) => [...now.filter((notice) => notice.text !== text), { id, text }]);
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      setNotices((now) => now.filter((notice) => notice.id !== id));
    }, shownFor);
    timers.current.add(timer);
  }, []);

  useEffect(() => {
    const running = timers.current;
    return () => running.forEach((timer) => clearTimeout(timer));
  }, []);

  useEffect(() => {
    let before = call.get();
    // The room may be drawn only when one is in it already.
    for (const text of recordingNewsOnArrival(before, words.recording)) say(text);
    return call.subscribe(() => {
      const after = call.get();
      const news = [
        ...newsBetween(before, after, words),
        ...hostNewsBetween(before, after, words.hosting),
        ...recordingNewsBetween(before, after, words.recording),
        ...pinNewsBetween(before, after, words.stage.pinNews),
      ];
      for (const text of news) say(text);
      before = after;
    });
  }, [call, say, words]);

  useEffect(() => {
    let before = call.media.get();
    return call.media.subscribe(() => {
      const after = call.media.get();
      for (const text of deviceNewsBetween(before, after, words.room.deviceNews)) say(text);
      before = after;
    });
  }, [call, say, words]);

  return [notices, say];
}
