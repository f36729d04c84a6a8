// The token that lets one into a room. It comes with the link, behind the `#`, where no server and no log sees it; it is taken out
// of the address, so that nobody passes it on with that, and kept for the tab, over reloads.
import { limits } from '@parley/protocol/constants';
import { remember, remembered } from '../remembered.ts';
import { dropFragment, fragment } from './fragment.ts';

/** Where the browser keeps nothing for the tab. */
const here = new Map<string, string>();

const keyOf = (room: string): string => `joinToken.${room}`;

/** @param room The one in the address. */
export function joinToken(room: string): string | undefined {
  const token = new URLSearchParams(fragment.get()).get('token');
  if (token) {
    // What is too long for a token is none, and is refused as one.
    const kept = token.slice(0, limits.joinTokenLength);
    here.set(room, kept);
    remember(keyOf(room), kept, 'tab');
    dropFragment();
  }
  return here.get(room) ?? remembered(keyOf(room), 'tab');
}
