import type { IncomingHttpHeaders } from 'node:http';
import parseRange from 'range-parser';
import type { ByteRange } from '../recordings/RecordingStore.ts';

/** How a request for a file is answered, by RFC 9110. */
export interface FileAnswer {
  readonly status: 200 | 206 | 304 | 416;
  readonly headers: Readonly<Record<string, string | number>>;
  /** What the body is: with 200 all of it, with 304 and 416 nothing of the file. */
  readonly range?: ByteRange;
}

/** @param etag Strong, with its quotes. */
export function fileAnswer(
  { 'if-none-match': ifNoneMatch, 'if-range': ifRange, range }: IncomingHttpHeaders,
  { bytes, etag }: { bytes: number; etag: string },
): FileAnswer {
  const common = { etag, 'accept-ranges': 'bytes', 'cache-control': 'private, no-cache' };
  if (ifNoneMatch !== undefined && isNamed(etag, ifNoneMatch)) return { status: 304, headers: common };
  const asked = range !== undefined && (ifRange === undefined || ifRange === etag);
  const wanted = asked ? rangeOf(range, bytes) : 'all';
  if (wanted === 'none') {
    return { status: 416, headers: { ...common, 'content-range': `bytes */${bytes}` } };
  }
  if (wanted === 'all') return { status: 200, headers: { ...common, 'content-length': bytes } };
  const { start, end } = wanted;
  return {
    status: 206,
    headers: {
      ...common,
      'content-range': `bytes ${start}-${end}/${bytes}`,
      'content-length': end - start + 1,
    },
    range: wanted,
  };
}

/** If-None-Match is a list, and compares weakly (RFC 9110, 13.1.2). */
function isNamed(etag: string, list: string): boolean {
  return list.trim() === '*' || list.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}

/** `all`: whoever asks for something else than one stretch of bytes gets the file. `none`: there is no such stretch. */
function rangeOf(header: string, bytes: number): ByteRange | 'all' | 'none' {
  // A unit that we do not know is ignored (14.2). Units are compared without case (14.1).
  if (!/^bytes=/i.test(header)) return 'all';
  const ranges = parseRange(bytes, header);
  if (typeof ranges === 'number') return wholeBySuffix(header, bytes) ?? 'none';
  const [first] = ranges;
  return first && !header.includes(',') ? first : 'all';
}

/** The last bytes of a file that has fewer are all of it (14.1.2), which range-parser refuses. */
function wholeBySuffix(header: string, bytes: number): ByteRange | undefined {
  const [, length] = /^bytes=\s*-(\d+)\s*$/i.exec(header) ?? [];
  return Number(length) > 0 && bytes > 0 ? { start: 0, end: bytes - 1 } : undefined;
}
