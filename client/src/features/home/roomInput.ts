// What a person typed or pasted to get to a room: its name, or a link to it.
import { normalizeRoomName } from '@parley/protocol/constants';
import { decode } from '../../routing/route.ts';

export type RoomInput =
  | { readonly room: string; readonly token?: string }
  | { readonly problem: 'empty' | 'impossible' | 'elsewhere' };

/** `host` is this page's own, as `location.host`: a link to another place is not a room here. */
export function parseRoomInput(text: string, host: string): RoomInput {
  const typed = text.trim();
  if (typed === '') return { problem: 'empty' };
  const link = /^(?:https?:\/\/)?([^/\s]+)\/r\/([^/?#]*)[^#]*(?:#(.*))?$/i.exec(typed);
  if (link) {
    const [, linkHost = '', encoded = '', fragment] = link;
    if (linkHost.toLowerCase() !== host.toLowerCase()) return { problem: 'elsewhere' };
    const token = new URLSearchParams(fragment).get('token');
    return { ...named(decode(encoded)), ...(token && { token }) };
  }
  return /^https?:\/\//i.test(typed) ? { problem: 'elsewhere' } : named(typed);
}

function named(text: string): RoomInput {
  const room = normalizeRoomName(text);
  return room === '' ? { problem: 'impossible' } : { room };
}
