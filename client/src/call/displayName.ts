import { limits } from '@parley/protocol/constants';

/** The name as the protocol wants it: no control characters, no text direction overrides, no blank ends. */
export function cleanDisplayName(text: string): string {
  const clean = text.replaceAll(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();
  return Array.from(clean).slice(0, limits.displayNameLength).join('').trim();
}
