import { expect, test } from 'vitest';
import { meterLevel } from './microphoneLevel.ts';

test('silence shows as nothing, a loud voice as full, and a quiet one in between', () => {
  const level = (amplitude: number) => meterLevel(new Float32Array(1024).fill(amplitude));
  expect(level(0)).toBe(0);
  expect(level(1)).toBe(1);
  expect(level(0.02)).toBeCloseTo(0.52, 2);
});
