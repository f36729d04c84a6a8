import { limits, namePattern, unwantedInNames } from '@parley/protocol/constants';

const isName = new RegExp(namePattern, 'u');

/** The name as the protocol wants it. Empty where there would be nothing to see. */
export function cleanDisplayName(text: string): string {
  const clean = text
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(unwantedInNames, '')
    .trim();
  const short = Array.from(clean).slice(0, limits.displayNameLength).join('').trim();
  return isName.test(short) ? short : '';
}
