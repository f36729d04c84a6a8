// How people are named.
import { Type } from 'typebox';
import { limits, namePattern } from './constants.ts';

/** No control characters, no text direction overrides (they can forge another's name), no blank ends, not invisible. */
export const DisplayName = Type.String({
  minLength: 1,
  maxLength: limits.displayNameLength,
  pattern: namePattern,
});

export const PeerId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
