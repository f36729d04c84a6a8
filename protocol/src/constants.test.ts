import { expect, test } from 'vitest';
import { isRoomName } from './call.ts';
import { normalizeRoomName } from './constants.ts';

test.each([
  ['Team Meeting', 'team-meeting'],
  ['  --a__b!!c  ', 'a-b-c'],
  ['Straße 7', 'straße-7'],
  ['ВСТРЕЧА', 'встреча'],
  ['मेरा कमरा', 'मेरा-कमरा'],
  ['cafe\u0301', 'café'],
  ['İzmir', 'i̇zmir'],
  ['!!!', ''],
  ['', ''],
])('%j is the room %j', (text, name) => {
  expect(normalizeRoomName(text)).toBe(name);
});

test('a name that is normalized stays as it is, however long it was', () => {
  for (const text of ['a'.repeat(200), `${'a'.repeat(63)} b`, '𝔞'.repeat(200), 'Ǆ x', 'ﬁ ẞ']) {
    const name = normalizeRoomName(text);
    expect(normalizeRoomName(name)).toBe(name);
    expect(isRoomName(name)).toBe(true);
    expect(Array.from(name).length).toBeLessThanOrEqual(64);
  }
});

test.each(['', 'Garden', 'a b', '-a', 'a-', 'a--b', 'a/b', 'a'.repeat(65), 'cafe\u0301'])(
  '%j is not a room’s name',
  (text) => {
    expect(isRoomName(text)).toBe(false);
  },
);
