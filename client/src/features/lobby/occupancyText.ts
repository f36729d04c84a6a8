// Who is inside, and what is asked of whoever comes.
import type { Messages } from '../../messages/Messages.ts';
import type { RoomOccupancy } from './useRoomOccupancy.ts';

export function occupancyText(
  { peers, locked, waitingRoom }: RoomOccupancy,
  words: Messages['lobby'],
): string {
  if (peers === 0) return words.nobody;
  const asked = locked ? words.entry.locked : waitingRoom ? words.entry.waitingRoom : undefined;
  return [words.inside(peers), ...(asked === undefined ? [] : [asked])].join(' ');
}
