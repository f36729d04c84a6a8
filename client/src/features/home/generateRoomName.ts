// A name for a room that nobody guesses: ten letters, as in `abc-defg-hij`, 47 bits.

const letters = 'abcdefghijklmnopqrstuvwxyz';
const groups = [3, 4, 3];
/** The largest multiple of 26 in a byte: above it, letters would not be equally likely. */
const fair = 234;

/** `fillRandom` fills the array with random bytes, as `crypto.getRandomValues` does. */
export function generateRoomName(fillRandom: (bytes: Uint8Array<ArrayBuffer>) => void): string {
  const byte = new Uint8Array(1);
  function letter(): string {
    do fillRandom(byte);
    while ((byte[0] ?? 0) >= fair);
    return letters[(byte[0] ?? 0) % letters.length] ?? '';
  }
  return groups.map((length) => Array.from({ length }, letter).join('')).join('-');
}
