// Who is inside, and what is asked of whoever comes.
import type { Messages } from '../../messages/Messages.ts';
import type { RoomOccupancy } from './roomView.ts';

export function occupancyText(
  { peers, locked, waitingRoom, recorded }: RoomOccupancy,
  words: Messages['lobby'],
): string {
  if (peers === 0) return words.nobody;
  const asked = locked ? words.entry.locked : waitingRoom ? words.entry.waitingRoom : undefined;
  const said = recorded ? words.entry.recorded : undefined;
  return [words.inside(peers), asked, said].filter((sentence) => sentence !== undefined).join(' ');
}
