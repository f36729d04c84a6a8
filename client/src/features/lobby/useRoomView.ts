// How many people are in a room and what is asked of whoever joins, or why one may not know: asked every few seconds while the
// lobby is seen, when another token comes, and when the door refused the one there is. Undefined: not known.
import { tokenErrors, type TokenError } from '@parley/protocol/constants';
import { useEffect, useState } from 'react';
import type { DoorReason } from '../../call/CallState.ts';
import { fragment } from '../../routing/fragment.ts';
import { joinToken } from '../../routing/joinToken.ts';
import { roomView, type RoomView } from './roomView.ts';

const interval = 5_000;

export function useRoomView(room: string, door: DoorReason | undefined): RoomView | undefined {
  const [known, setKnown] = useState<{ refused: TokenError | undefined; view: RoomView | undefined }>();
  const refused = tokenErrors.find((code) => code === door);
  useEffect(() => {
    const stop = new AbortController();
    async function ask(): Promise<void> {
      if (document.visibilityState === 'hidden') return;
      const view = await askRoom(room, stop.signal);
      if (!stop.signal.aborted) setKnown({ refused, view });
    }
    void ask();
    const timer = setInterval(() => void ask(), interval);
    const unsubscribe = fragment.subscribe(() => void ask());
    return () => {
      unsubscribe();
      stop.abort();
      clearInterval(timer);
    };
  }, [room, refused]);
  if (known?.refused === refused) return known?.view;
  // What is known is of a token that opened the room then.
  return refused && { refusal: refused };
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
