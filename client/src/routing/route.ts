// The page's addresses: `/` and `/r/<room>`.
import { normalizeRoomName } from '@parley/protocol/constants';

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'room'; readonly room: string }
  /** `/r/` and something of which no room name can be made. */
  | { readonly name: 'impossible_room' }
  | { readonly name: 'unknown' };

export function parseRoute(pathname: string): Route {
  if (pathname === '/' || pathname === '/index.html') return { name: 'home' };
  const [, encoded] = /^\/r\/([^/]*)\/?$/.exec(pathname) ?? [];
  if (encoded === undefined) return { name: 'unknown' };
  const room = normalizeRoomName(decode(encoded));
  return room === '' ? { name: 'impossible_room' } : { name: 'room', room };
}

export function roomPath(room: string): string {
  return `/r/${encodeURIComponent(room)}`;
}

/** The address to give to others. It shows the room's name as it is written. */
export function roomLink(room: string): string {
  return `${location.origin}/r/${room}`;
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
