// How people are named.
import { Type } from 'typebox';
import { limits } from './constants.ts';

/** No control characters, no text direction overrides (they can forge another's name), no blank ends. */
export const DisplayName = Type.String({
  minLength: 1,
  maxLength: limits.displayNameLength,
  pattern:
    '^[^\\p{Cc}\\s\\u202A-\\u202E\\u2066-\\u2069]([^\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069]*[^\\p{Cc}\\s\\u202A-\\u202E\\u2066-\\u2069])?$',
});

export const PeerId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
