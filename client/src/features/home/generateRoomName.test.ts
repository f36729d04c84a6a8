import { normalizeRoomName } from '@parley/protocol/constants';
import { describe, expect, it } from 'vitest';
import { generateRoomName } from './generateRoomName.ts';

function bytes(...values: number[]): (target: Uint8Array) => void {
  let next = 0;
  return (target) => {
    target[0] = values[next++ % values.length] ?? 0;
  };
}

describe('generateRoomName()', () => {
  it('groups ten letters', () => {
    expect(generateRoomName(bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9))).toBe('abc-defg-hij');
  });

  it('throws away bytes that would make some letters likelier', () => {
    expect(generateRoomName(bytes(255, 234, 233))).toBe('zzz-zzzz-zzz');
  });

  it('is already spelled as the server spells room names', () => {
    const name = generateRoomName((target) => crypto.getRandomValues(target));
    expect(normalizeRoomName(name)).toBe(name);
  });
});
