import { expect, it } from 'vitest';
import { otherCamera } from './otherCamera.ts';

const named = (...labels: string[]) => labels.map((label) => ({ id: label, label }));

it('goes from one side of a phone to the other, whatever there is more of', () => {
  const cameras = named(
    'camera2 1, facing front',
    'camera2 3, facing front',
    'camera2 0, facing back',
    'camera2 2, facing back',
  );
  expect(otherCamera(cameras, 'camera2 1, facing front')).toBe('camera2 0, facing back');
  expect(otherCamera(cameras, 'camera2 2, facing back')).toBe('camera2 1, facing front');
});

it('takes the next one where the names do not tell', () => {
  expect(otherCamera(named('a', 'b', 'c'), 'b')).toBe('c');
  expect(otherCamera(named('a', 'b'), 'b')).toBe('a');
  expect(otherCamera(named('a', 'b'), undefined)).toBe('b');
  expect(otherCamera(named('a'), 'a')).toBeUndefined();
  expect(otherCamera([], undefined)).toBeUndefined();
});
