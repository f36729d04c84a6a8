import { isRoomName } from '@parley/protocol';
import { Type } from 'typebox';
import { ApiError } from '../ApiError.ts';

/** Parameters of a path. Whether it is a name is looked at by `checkRoomName()`. */
export const ofRoom = Type.Object({ room: Type.String({ description: 'Its name, as in its link.' }) });

/** @throws {ApiError} `invalid_request` */
export function checkRoomName(text: string): string {
  if (!isRoomName(text)) {
    throw new ApiError(
      'invalid_request',
      'that is not a room name: letters and digits, in words joined by hyphens',
    );
  }
  return text;
}

const letters = 'abcdefghijkmnpqrstuvwxyz';

/** Easy to say and to type, and not to be guessed: `abc-defg-hij`. */
export function madeUpName(random: (bytes: number) => Uint8Array): string {
  const word = Array.from(random(10), (byte) => letters[byte % letters.length]).join('');
  return `${word.slice(0, 3)}-${word.slice(3, 7)}-${word.slice(7)}`;
}
