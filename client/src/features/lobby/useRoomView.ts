// How many people are in a room and what is asked of whoever joins, or why one may not know: asked every few seconds while the
// lobby is seen, and when another token comes. Undefined: not known.
import { useEffect, useState } from 'react';
import { fragment } from '../../routing/fragment.ts';
import { joinToken } from '../../routing/joinToken.ts';
import { roomView, type RoomView } from './roomView.ts';

const interval = 5_000;

export function useRoomView(room: string): RoomView | undefined {
  const [view, setView] = useState<RoomView>();
  useEffect(() => {
    const stop = new AbortController();
    async function ask(): Promise<void> {
      if (document.visibilityState === 'hidden') return;
      const now = await askRoom(room, stop.signal);
      if (!stop.signal.aborted) setView(now);
    }
    void ask();
    const timer = setInterval(() => void ask(), interval);
    const unsubscribe = fragment.subscribe(() => void ask());
    return () => {
      unsubscribe();
      stop.abort();
      clearInterval(timer);
    };
  }, [room]);
  return view;
}

async function askRoom(room: string, signal: AbortSignal): Promise<RoomView | undefined> {
  try {
    const token = joinToken(room);
    // What no header takes is no token: the server says so of none.
    const headers: Record<string, string> =
      token !== undefined && /^[\x21-\x7e]+$/.test(token) ? { authorization: `Bearer ${token}` } : {};
    const response = await fetch(`/api/rooms/${encodeURIComponent(room)}`, { headers, signal });
    return roomView(await response.json());
  } catch {
    return undefined; // Not worth a word: joining will tell.
  }
}
