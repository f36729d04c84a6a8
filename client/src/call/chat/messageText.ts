// What somebody typed, as a chat message.
import { limits, messagePattern, unwantedInMessages } from '@parley/protocol/constants';

const isMessage = new RegExp(messagePattern, 'u');

/** As the protocol wants it, however long. Empty where there would be nothing to see. */
export function cleanMessage(text: string): string {
  const clean = text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n').replaceAll(unwantedInMessages, '');
  const trimmed = clean.replace(/^\s*\n/, '').trimEnd();
  return isMessage.test(trimmed) ? trimmed : '';
}

/** How many characters more than a message may have. The server counts as this does, and not as `length`. */
export function charactersOver(text: string): number {
  return Math.max(0, Array.from(text).length - limits.messageLength);
}
