// How many people are in a room and what is asked of whoever joins, asked every few seconds while the lobby is seen. Undefined: not known.
import { useEffect, useState } from 'react';

const interval = 5_000;

export interface RoomOccupancy {
  readonly peers: number;
  readonly locked: boolean;
  readonly waitingRoom: boolean;
  readonly passcode: boolean;
  readonly recorded: boolean;
}

export function useRoomOccupancy(room: string): RoomOccupancy | undefined {
  const [occupancy, setOccupancy] = useState<RoomOccupancy>();
  useEffect(() => {
    const stop = new AbortController();
    async function ask(): Promise<void> {
      if (document.visibilityState === 'hidden') return;
      const now = await askRoom(room, stop.signal);
      if (!stop.signal.aborted) setOccupancy(now);
    }
    void ask();
    const timer = setInterval(() => void ask(), interval);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [room]);
  return occupancy;
}

async function askRoom(room: string, signal: AbortSignal): Promise<RoomOccupancy | undefined> {
  try {
    const response = await fetch(`/api/rooms/${encodeURIComponent(room)}`, { signal });
    if (!response.ok) return undefined;
    const body: unknown = await response.json();
    if (typeof body !== 'object' || body === null || !('peers' in body)) return undefined;
    if (typeof body.peers !== 'number') return undefined;
    const rules: Partial<Record<string, unknown>> = { ...body };
    const has = (rule: Exclude<keyof RoomOccupancy, 'peers'>) => rules[rule] === true;
    return {
      peers: body.peers,
      locked: has('locked'),
      waitingRoom: has('waitingRoom'),
      passcode: has('passcode'),
      recorded: has('recorded'),
    };
  } catch {
    return undefined; // Not worth a word: joining will tell.
  }
}
