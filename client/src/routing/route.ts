// The page's addresses: `/`, `/check`, `/r/<room>`, `/r/<room>?codec=av1` for a room whose cameras send AV1, `/recordings`, and
// `/recordings/<id>`, perhaps with `#<token>`; `/admin`.
import type { RoomSettings } from '@parley/protocol';
import { normalizeRoomName, videoCodecs } from '@parley/protocol/constants';

export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'room'; readonly room: string; readonly settings: RoomSettings }
  | { readonly name: 'recordings'; readonly recordingId: string | undefined }
  | { readonly name: 'admin' }
  | { readonly name: 'check' }
  /** `/r/` and something of which no room name can be made. */
  | { readonly name: 'impossible_room' }
  | { readonly name: 'unknown' };

/** @param address A path, perhaps with a query. */
export function parseRoute(address: string): Route {
  const [pathname = '', query] = address.split('?');
  if (pathname === '/' || pathname === '/index.html') return { name: 'home' };
  if (/^\/admin\/?$/.test(pathname)) return { name: 'admin' };
  if (/^\/check\/?$/.test(pathname)) return { name: 'check' };
  const [isOfRecordings, recordingId] = /^\/recordings(?:\/([\w-]+))?\/?$/.exec(pathname) ?? [];
  if (isOfRecordings !== undefined) return { name: 'recordings', recordingId };
  const [, encoded] = /^\/r\/([^/]*)\/?$/.exec(pathname) ?? [];
  if (encoded === undefined) return { name: 'unknown' };
  const room = normalizeRoomName(decode(encoded));
  return room === '' ? { name: 'impossible_room' } : { name: 'room', room, settings: settingsIn(query) };
}

/** What the address says that nobody understands is left out. */
function settingsIn(query: string | undefined): RoomSettings {
  const named = new URLSearchParams(query).get('codec')?.toLowerCase();
  const videoCodec = videoCodecs.find((codec) => codec === named);
  return videoCodec ? { videoCodec } : {};
}

export function roomPath(room: string, { videoCodec }: RoomSettings = {}): string {
  return `/r/${encodeURIComponent(room)}${videoCodec ? `?codec=${videoCodec}` : ''}`;
}

export const checkPath = '/check';

export function recordingsPath(recordingId?: string): string {
  return recordingId === undefined ? '/recordings' : `/recordings/${encodeURIComponent(recordingId)}`;
}

/** The address to give to others, of the room that is on the screen. It shows the room's name as it is written. */
export function roomLink(room: string): string {
  return `${location.origin}/r/${room}${location.search}`;
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}
