// How many people are in a room, asked every few seconds while the lobby is seen. Undefined: not known.
import { useEffect, useState } from 'react';

const interval = 5_000;

export function useRoomOccupancy(room: string): number | undefined {
  const [peers, setPeers] = useState<number>();
  useEffect(() => {
    const stop = new AbortController();
    async function ask(): Promise<void> {
      if (document.visibilityState === 'hidden') return;
      const now = await askPeers(room, stop.signal);
      if (!stop.signal.aborted) setPeers(now);
    }
    void ask();
    const timer = setInterval(() => void ask(), interval);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [room]);
  return peers;
}

async function askPeers(room: string, signal: AbortSignal): Promise<number | undefined> {
  try {
    const response = await fetch(`/api/rooms/${encodeURIComponent(room)}`, { signal });
    if (!response.ok) return undefined;
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null || !('peers' in body)) return undefined;
    return typeof body.peers === 'number' ? body.peers : undefined;
  } catch {
    return undefined; // Not worth a word: joining will tell.
  }
}
